package io.matih.streaming.cli.reconcile.change;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Whether the log, replayed, is the table.
 *
 * @param position of the database's log at which they were compared
 * @param notes what a reader must know about the comparison
 */
public record ChangeReport(
        String job,
        String table,
        String log,
        String position,
        ChangeDifferences differences,
        List<String> notes,
        Duration time) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int SHOWN = 50;
    private static final double MILLIS_PER_SECOND = 1_000;

    /** Whether they are the same and every change is in the log once. */
    public boolean isEqual() {
        return differenceCount() == 0;
    }

    /** How many rows are missing, unexpected, different or there twice. */
    public long differenceCount() {
        return differences.count();
    }

    /** For a person; every line ends with a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s  %s  %,d rows of %s against %,d changes of %s: missing %,d, unexpected %,d, different %,d, doubled %,d%n",
                job,
                isEqual() ? "ok" : "DIFFERENT",
                differences.rows(),
                table,
                differences.changes(),
                log,
                differences.missing().count(),
                differences.unexpected().count(),
                differences.different().count(),
                differences.doubled().count()));
        text.append(String.format(
                Locale.ROOT, "    at position %s in %.1f s%n", position, time.toMillis() / MILLIS_PER_SECOND));
        notes.forEach(note -> text.append("    note: ").append(note).append('\n'));
        differences.first().limit(SHOWN).forEach(row -> text.append(row.id())
                .append(": ")
                .append(row.what())
                .append('\n'));
        if (differences.count() > SHOWN) {
            text.append(String.format(Locale.ROOT, "and %,d more; --json lists them%n", differences.count() - SHOWN));
        }
        return text.toString();
    }

    /** For programs, one object per line: the verdict, then every row that differs, at most 1,000 of each kind. */
    public String json() {
        ObjectNode verdict = event("reconciled")
                .put("ok", isEqual())
                .put("table", table)
                .put("log", log)
                .put("position", position)
                .put("rows", differences.rows())
                .put("changes", differences.changes())
                .put("missing", differences.missing().count())
                .put("unexpected", differences.unexpected().count())
                .put("different", differences.different().count())
                .put("doubled", differences.doubled().count())
                .put("seconds", time.toMillis() / MILLIS_PER_SECOND);
        notes.forEach(verdict.putArray("notes")::add);
        StringBuilder lines = new StringBuilder().append(verdict).append('\n');
        differences.first().forEach(row -> lines.append(
                        event("row").put("id", row.id()).put("what", row.what()))
                .append('\n'));
        return lines.toString();
    }

    private ObjectNode event(String name) {
        return MAPPER.createObjectNode().put("event", name).put("job", job);
    }
}
