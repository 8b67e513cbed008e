package io.matih.streaming.cli.status;

import io.matih.streaming.accounting.Balance;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where everything ended that a job has read. The terms must add up.
 *
 * @param difference what was read and is nowhere; negative when some is counted twice; 0 when the books balance
 */
public record LedgerLine(long read, List<Term> terms, long difference) {

    /**
     * One place where a part of it ended.
     *
     * @param name for a person, such as {@code dead-lettered}
     */
    public record Term(String name, long count) {

        /** For a program, such as {@code dead_lettered}. */
        public String key() {
            return name.replace('-', '_');
        }
    }

    /** That of a windowed job at one consistent cut: {@code read = aggregated + filtered + late + deadLettered} must hold. */
    public static LedgerLine ofRecords(long read, long aggregated, long filtered, long late, long deadLettered) {
        return new LedgerLine(
                read,
                List.of(
                        new Term("aggregated", aggregated),
                        new Term("filtered", filtered),
                        new Term("late", late),
                        new Term("dead-lettered", deadLettered)),
                new Balance(read, aggregated, filtered, late, deadLettered).difference());
    }

    /** For a person, such as {@code read 9 = aggregated 7 + filtered 0 + late 1 + dead-lettered 1  ok}. */
    public String text() {
        return String.format(Locale.ROOT, "read %,d = ", read)
                + terms.stream()
                        .map(term -> String.format(Locale.ROOT, "%s %,d", term.name(), term.count()))
                        .collect(Collectors.joining(" + "))
                + (difference == 0 ? "  ok" : "  DIFFERENCE " + difference);
    }
}
