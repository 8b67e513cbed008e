package io.matih.streaming.accounting;

import java.util.Locale;

/**
 * The conservation law in figures: {@code read = aggregated + filtered + late + dead-lettered}.
 *
 * @param read all records of one consistent cut or one range of offsets
 */
public record Balance(long read, long aggregated, long filtered, long late, long deadLettered) {

    /** Records that were read and are nowhere; negative when some are counted twice; 0 when the books balance. */
    public long difference() {
        return read - aggregated - filtered - late - deadLettered;
    }

    /** For a person, such as {@code read 9 = aggregated 7 + filtered 0 + late 1 + dead-lettered 1}. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "read %,d = aggregated %,d + filtered %,d + late %,d + dead-lettered %,d",
                read,
                aggregated,
                filtered,
                late,
                deadLettered);
    }
}
