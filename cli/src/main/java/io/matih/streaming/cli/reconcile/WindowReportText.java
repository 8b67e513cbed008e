package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.query.TextTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report for a person: one line that says whether all is well, what was compared, and a table of what differs. */
public final class WindowReportText {

    private static final int SHOWN = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    private WindowReportText() {}

    /** The text; every line ends with a line feed. */
    public static String of(WindowReport report) {
        StringBuilder text = new StringBuilder();
        text.append(verdict(report)).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "    %,d windows of a key against %,d rows of %s%s; %,d events of other windows, %,d undecided%n",
                report.windows(),
                report.rows(),
                report.table(),
                span(report.scope()),
                report.notCompared(),
                report.undecided()));
        text.append(String.format(
                Locale.ROOT,
                "    %,d records of %s at %s in %.1f s%n",
                report.read(),
                report.source(),
                report.range(),
                report.time().toNanos() / NANOS_PER_SECOND));
        report.notes().forEach(note -> text.append("    note: ").append(note).append('\n'));
        if (!report.differences().isEmpty()) {
            text.append('\n').append(TextTable.of(table(report)));
            appendRest(text, report.differences().size(), "windows");
        }
        if (report.faults().count() > 0) {
            text.append('\n');
            report.faults().first().stream().limit(SHOWN).forEach(fault -> text.append(fault)
                    .append('\n'));
            appendRest(text, report.faults().count(), "records");
        }
        return text.toString();
    }

    private static String verdict(WindowReport report) {
        return report.job()
                + (report.isEqual() ? "  ok  " : "  DIFFERENT  ")
                + report.balance().text()
                + (report.balance().difference() == 0
                        ? ""
                        : "  DIFFERENCE " + report.balance().difference());
    }

    private static String span(WindowScope scope) {
        if (scope.isEmpty()) {
            return ", which has no closed window";
        }
        String until = " until " + Instant.ofEpochMilli(scope.endsUntil());
        return scope.startsFrom() == Long.MIN_VALUE
                ? until
                : " from " + Instant.ofEpochMilli(scope.startsFrom()) + until;
    }

    private static QueryResult table(WindowReport report) {
        List<String> columns = new ArrayList<>();
        columns.add(MetricsTable.WINDOW_START);
        columns.addAll(report.keyNames());
        columns.addAll(List.of("expected", "in table", "difference", "records"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        report.differences().stream().limit(SHOWN).forEach(difference -> {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(difference.window().start().toString());
            row.addAll(difference.window().key());
            row.add(difference.sums().expectedRecords);
            row.add(difference.sums().tableRecords);
            row.add(difference.what());
            row.add(difference.faults().stream().map(RecordFault::toString).collect(Collectors.joining("; ")));
            rows.add(row);
        });
        return new QueryResult(columns, rows);
    }

    private static void appendRest(StringBuilder text, long all, String what) {
        if (all > SHOWN) {
            text.append(String.format(Locale.ROOT, "and %,d more %s; --json lists them%n", all - SHOWN, what));
        }
    }
}
