package io.matih.streaming.cli.status;

import java.util.Locale;

/** Where every record of one consistent cut ended. {@code read = aggregated + filtered + late + deadLettered} must hold. */
public record LedgerLine(long read, long aggregated, long filtered, long late, long deadLettered) {

    /** Records that were read and are nowhere; negative when some are counted twice; 0 when the books balance. */
    public long difference() {
        return read - aggregated - filtered - late - deadLettered;
    }

    /** For a person, such as {@code read 9 = aggregated 7 + filtered 0 + late 1 + dead-lettered 1  ok}. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "read %,d = aggregated %,d + filtered %,d + late %,d + dead-lettered %,d  %s",
                read,
                aggregated,
                filtered,
                late,
                deadLettered,
                difference() == 0 ? "ok" : "DIFFERENCE " + difference());
    }
}
