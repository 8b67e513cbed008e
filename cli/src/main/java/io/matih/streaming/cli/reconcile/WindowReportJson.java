package io.matih.streaming.cli.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A report for programs, one JSON object per line: the verdict, then every window and record that differs. */
public final class WindowReportJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private WindowReportJson() {}

    /** The lines; each ends with a line feed. */
    public static String of(WindowReport report) {
        StringBuilder lines = new StringBuilder();
        lines.append(verdict(report)).append('\n');
        report.differences()
                .forEach(difference -> lines.append(window(report, difference)).append('\n'));
        report.faults().first().forEach(fault -> {
            ObjectNode line = event("record", report.job());
            put(line, fault);
            lines.append(line).append('\n');
        });
        return lines.toString();
    }

    private static ObjectNode verdict(WindowReport report) {
        ObjectNode line = event("reconciled", report.job())
                .put("ok", report.isEqual())
                .put("table", report.table())
                .put("source", report.source())
                .put("offsets", report.range().toString())
                .put("windows", report.windows())
                .put("rows", report.rows())
                .put("records", report.read())
                .put("of_other_windows", report.notCompared())
                .put("undecided", report.undecided())
                .put("read", report.balance().read())
                .put("aggregated", report.balance().aggregated())
                .put("filtered", report.balance().filtered())
                .put("late", report.balance().late())
                .put("dead_lettered", report.balance().deadLettered())
                .put("difference", report.balance().difference())
                .put("windows_that_differ", report.differences().size())
                .put("records_that_differ", report.faults().count())
                .put("seconds", report.time().toMillis() / 1_000.0);
        ArrayNode notes = line.putArray("notes");
        report.notes().forEach(notes::add);
        return line;
    }

    private static ObjectNode window(WindowReport report, WindowDifference difference) {
        ObjectNode line = event("window", report.job())
                .put("window_start", difference.window().start().toString());
        List<String> key = difference.window().key();
        for (int i = 0; i < key.size(); i++) {
            line.put(report.keyNames().get(i), key.get(i));
        }
        line.put("expected_records", difference.sums().expectedRecords)
                .put("expected_hash", difference.sums().expectedHash)
                .put("input_records", difference.sums().tableRecords)
                .put("input_hash", difference.sums().tableHash)
                .put("rows", difference.sums().rows)
                .put("what", difference.what());
        ArrayNode faults = line.putArray("records");
        difference.faults().forEach(fault -> put(faults.addObject(), fault));
        return line;
    }

    private static void put(ObjectNode line, RecordFault fault) {
        line.put("fault", fault.kind().text())
                .put("topic", fault.origin().topic())
                .put("partition", fault.origin().partition())
                .put("offset", fault.origin().offset())
                .put("detail", fault.detail());
    }

    private static ObjectNode event(String name, String job) {
        return MAPPER.createObjectNode().put("event", name).put("job", job);
    }
}
