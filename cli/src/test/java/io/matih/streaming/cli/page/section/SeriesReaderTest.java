package io.matih.streaming.cli.page.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.matih.streaming.cli.LocalTable;
import io.matih.streaming.sketch.Distribution;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {

    private static final long EIGHT = Instant.parse("2026-01-01T08:00:00Z").toEpochMilli();
    private static final long QUARTER_MILLIS = 900_000;
    private static final long FIVE_MINUTES_MILLIS = 300_000;

    private static final Schema CALLS = schema(
            column("model", Types.StringType.get()),
            column("total_requests", Types.LongType.get()),
            column("failures", Types.LongType.get()),
            column("total_cost_usd", Types.DecimalType.of(18, 9)),
            column("latency_tdigest", Types.BinaryType.get()),
            column("input_records", Types.LongType.get()));

    private static final Schema SESSIONS = schema(
            column("total_sessions", Types.LongType.get()),
            column("completed_sessions", Types.LongType.get()),
            column("failed_sessions", Types.LongType.get()),
            column("abandoned_sessions", Types.LongType.get()),
            column("unique_users", Types.LongType.get()),
            column("total_events", Types.LongType.get()),
            column("duration_tdigest", Types.BinaryType.get()),
            column("top_agents", counts(100)),
            column("top_intents", counts(200)));

    private static final Schema AGENTS = schema(
            column("agent_id", Types.StringType.get()),
            column("total_traces", Types.LongType.get()),
            column("successes", Types.LongType.get()),
            column("failures", Types.LongType.get()),
            column("total_cost_usd", Types.DecimalType.of(18, 9)),
            column("latency_tdigest", Types.BinaryType.get()),
            column("input_records", Types.LongType.get()));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void showsChangesByTheirKindAndTheNewestOfThem() throws Exception {
        LocalTable table = LocalTable.in(
                directory,
                new Schema(
                        Types.NestedField.required(1, "transition_id", Types.StringType.get()),
                        Types.NestedField.optional(2, "entity_id", Types.StringType.get()),
                        Types.NestedField.optional(3, "from_state", Types.StringType.get()),
                        Types.NestedField.optional(4, "to_state", Types.StringType.get()),
                        Types.NestedField.optional(5, "trigger_reason", Types.StringType.get()),
                        Types.NestedField.required(6, "op", Types.StringType.get()),
                        Types.NestedField.optional(7, "lsn", Types.LongType.get()),
                        Types.NestedField.optional(8, "source_ts", Types.TimestampType.withZone()),
                        Types.NestedField.required(9, "captured_at", Types.TimestampType.withZone())));
        SeriesReader reader = reader("state_transition_log", table);
        table.append(change("r", "a", "NULL", "NULL", "08:00:00.500"));
        table.append(change("c", "b", "10", "TIMESTAMPTZ '2026-01-01 08:00:01Z'", "08:00:01.100"));
        reader.read();
        table.append(change("u", "b", "11", "TIMESTAMPTZ '2026-01-01 08:00:12Z'", "08:00:12.300"));

        Series series = reader.read();

        assertThat(series.points()).containsExactly(EIGHT, EIGHT + 10_000);
        // changes, inserted (updated, deleted), snapshot
        assertThat(series.tiles().subList(0, 3))
                .containsExactly(Arrays.asList(2.0, 1.0), Arrays.asList(1.0, 1.0, 0.0), Arrays.asList(1.0));
        assertThat(series.tiles().get(3).get(2)).as("read in").isEqualTo(100);
        assertThat(series.charts().get(0).stream().map(Plot::values))
                .containsExactly(Arrays.asList(1.0, 0.0), Arrays.asList(0.0, 1.0), Arrays.asList(0.0, 0.0));
        assertThat(series.charts().get(2).stream().map(Plot::name)).containsExactly("x → y");
        assertThat(series.newest().stream().map(row -> row.subList(0, 7)))
                .containsExactly(
                        List.of("update", "b", "e", "x → y", "", "08:00:12.000", "08:00:12.300"),
                        List.of("insert", "b", "e", "x → y", "", "08:00:01.000", "08:00:01.100"),
                        List.of("snapshot", "a", "e", "x → y", "", "", "08:00:00.500"));
    }

    private static String change(String operation, String id, String lsn, String committed, String read) {
        return "SELECT '" + id + "' AS transition_id, 'e' AS entity_id, 'x' AS from_state, 'y' AS to_state,"
                + " NULL::VARCHAR AS trigger_reason, '" + operation + "' AS op, " + lsn + "::BIGINT AS lsn, "
                + committed
                + "::TIMESTAMPTZ AS source_ts, TIMESTAMPTZ '2026-01-01 " + read + "Z' AS captured_at";
    }

    @Test
    void addsTenantsOfAModelAndKeepsModelsAndWindowsApart() throws Exception {
        LocalTable table = calls();
        SeriesReader reader = reader("llm_operations_metrics", table);
        table.append(call(0, "b", 3, 1, "0.5"));
        table.append(call(0, "b", 1, 0, "0.25"));
        reader.read();
        table.append(call(1, "a", 4, 0, "1"));

        Series series = reader.read();

        assertThat(series.windowMillis()).isEqualTo(QUARTER_MILLIS);
        assertThat(series.points()).containsExactly(EIGHT, EIGHT + QUARTER_MILLIS);
        assertThat(series.groups()).containsExactly("a", "b");
        assertThat(series.charts().get(0)).containsExactly(plot("a", null, 4.0), plot("b", 4.0, null));
        assertThat(series.charts().get(1)).containsExactly(plot("a", null, 1.0), plot("b", 0.75, null));
        assertThat(series.charts().get(2)).containsExactly(plot("a", null, 0.0), plot("b", 0.25, null));
        assertThat(series.charts().get(3)).containsExactly(plot("a", null, null), plot("b", null, null));
        assertThat(series.tiles().get(0)).containsExactly(8.0, 4.0);
        assertThat(series.tiles().get(2)).containsExactly(0.125);
    }

    @Test
    void percentilesOverTenantsComeFromTheMergedDigests() throws Exception {
        LocalTable table = calls();
        table.append(call(0, "a", 10, 0, "1") + ", " + digest(1, 10) + " AS latency_tdigest");
        table.append(call(0, "a", 90, 0, "1") + ", " + digest(11, 100) + " AS latency_tdigest");

        Series series = reader("llm_operations_metrics", table).read();

        assertThat(series.charts().get(3)).containsExactly(plot("a", 50.0));
        assertThat(series.charts().get(4)).containsExactly(plot("a", 95.0));
        assertThat(series.charts().get(5)).containsExactly(plot("a", 99.0));
        assertThat(series.tiles().get(3)).containsExactly(95.0, 50.0, 99.0);
    }

    @Test
    void manyWindowsSharePointsThatAreMeansPerWindow() throws Exception {
        LocalTable table = calls();
        table.append(call("i", "a", "i % 4", "0", "1") + " FROM range(96) AS windows(i)");

        Series series = reader("llm_operations_metrics", table).read();

        assertThat(series.stepMillis()).isEqualTo(4 * QUARTER_MILLIS);
        assertThat(series.windowCount()).isEqualTo(96);
        assertThat(series.points()).hasSize(24);
        assertThat(series.charts().get(0).get(0).values()).hasSize(24).containsOnly(1.5);
        assertThat(series.charts().get(1).get(0).values()).containsOnly(1.0);
    }

    @Test
    void smallestOfManyGroupsShareALine() throws Exception {
        LocalTable table = calls();
        for (int model = 0; model < 10; model++) {
            table.append(call(0, "m" + model, 1 + model, 0, "1"));
        }

        Series series = reader("llm_operations_metrics", table).read();

        assertThat(series.groups()).containsExactly("m3", "m4", "m5", "m6", "m7", "m8", "m9", "others");
        assertThat(series.charts().get(0)).contains(plot("m3", 4.0), plot("others", 6.0));
    }

    @Test
    void sessionsGiveAFunnelOfMeanWindowsAndRankings() throws Exception {
        LocalTable table = LocalTable.in(directory, SESSIONS);
        table.append(sessions(0, 10, 5, 2, 1, 4) + ", [{'value': 'writer', 'count': 6}, {'value': 'coder', 'count': 2}]"
                + " AS top_agents, [] AS top_intents, " + digest(1, 100) + " AS duration_tdigest");
        table.append(sessions(0, 2, 1, 0, 1, 1) + ", [{'value': 'coder', 'count': 7}] AS top_agents");
        table.append(sessions(1, 8, 6, 1, 0, 3));

        Series series = reader("session_analytics", table).read();

        assertThat(series.groups()).isEmpty();
        assertThat(series.charts().get(0))
                .containsExactly(
                        plot("active", 10.0),
                        new Plot("completed", Tone.GOOD, List.of(6.0)),
                        new Plot("failed", Tone.BAD, List.of(1.5)),
                        new Plot("abandoned", Tone.LOST, List.of(1.0)));
        assertThat(series.charts().get(1)).contains(plot("active", 12.0, 8.0));
        assertThat(series.charts().get(2)).containsExactly(plot("users", 5.0, 3.0));
        assertThat(series.charts().get(3)).containsExactly(new Plot("completion rate", Tone.GOOD, List.of(0.5, 0.75)));
        assertThat(series.charts().get(4)).containsExactly(plot("coder", 9.0), plot("writer", 6.0));
        assertThat(series.charts().get(5)).isEmpty();
        assertThat(series.tiles().get(2)).containsExactly(0.6, 0.1);
        assertThat(series.tiles().get(3)).containsExactly(50.0, 95.0, 99.0);
    }

    @Test
    void agentsOfADayShareHours() throws Exception {
        LocalTable table = LocalTable.in(directory, AGENTS);
        table.append(traces("i", "writer", "10", "if(i % 12 = 0, 4, 10)") + " FROM range(288) AS windows(i)");
        table.append(traces("i", "coder", "5", "0") + " FROM range(288) AS windows(i)");

        Series series = reader("agent_performance_metrics", table).read();

        assertThat(series.stepMillis()).isEqualTo(12 * FIVE_MINUTES_MILLIS);
        assertThat(series.points()).hasSize(24).startsWith(EIGHT, EIGHT + 3_600_000);
        assertThat(series.charts().get(0).get(0).values()).containsOnly(0.0);
        assertThat(series.charts().get(0).get(1).values()).containsOnly(0.95);
        assertThat(series.charts().get(1).get(1).values()).containsOnly(10.0);
        assertThat(series.tiles().get(1).get(0)).isCloseTo(2_736.0 / 4_320, within(1e-12));
        assertThat(series.tiles().get(2)).containsExactly(576.0, 576.0 / 2_736);
    }

    @Test
    void rowsThatAreGoneAreNoLongerCounted() throws Exception {
        LocalTable table = calls();
        SeriesReader reader = reader("llm_operations_metrics", table);
        table.append(call(0, "a", 3, 0, "1"));
        reader.read();
        table.deleteAll();
        table.append(call(0, "a", 5, 0, "1"));

        assertThat(reader.read().charts().get(0)).containsExactly(plot("a", 5.0));
    }

    @Test
    void tableThatNobodyDeclaredHasAPlainSection() {
        Section section = Sections.of("something_else");

        assertThat(section.title()).isEqualTo("something_else");
        assertThat(section.charts()).isEmpty();
    }

    @Test
    void plainSectionCountsWindows() throws Exception {
        LocalTable table = calls();
        table.append(call(0, "a", 3, 0, "1"));

        assertThat(reader("something_else", table).read().windowCount()).isEqualTo(1);
    }

    @Test
    void tableThatDoesNotExistYetHasNoWindows() throws Exception {
        assertThat(new SeriesReader(Sections.of("llm_operations_metrics"), () -> null)
                        .read()
                        .points())
                .isEmpty();
    }

    @Test
    void tableWithoutACommitHasNoWindows() throws Exception {
        assertThat(reader("llm_operations_metrics", calls()).read().points()).isEmpty();
    }

    private static Type counts(int id) {
        return Types.ListType.ofOptional(
                id,
                Types.StructType.of(
                        Types.NestedField.optional(id + 1, "value", Types.StringType.get()),
                        Types.NestedField.optional(id + 2, "count", Types.LongType.get())));
    }

    private static Types.NestedField column(String name, Type type) {
        return Types.NestedField.optional(0, name, type);
    }

    private static Schema schema(Types.NestedField... columns) {
        List<Types.NestedField> fields = new ArrayList<>();
        fields.add(Types.NestedField.required(1, "window_start", Types.TimestampType.withZone()));
        fields.add(Types.NestedField.required(2, "window_end", Types.TimestampType.withZone()));
        for (Types.NestedField column : columns) {
            fields.add(Types.NestedField.optional(fields.size() + 1, column.name(), column.type()));
        }
        return new Schema(fields);
    }

    private LocalTable calls() {
        return LocalTable.in(directory, CALLS);
    }

    private static SeriesReader reader(String name, LocalTable table) {
        return new SeriesReader(Sections.of(name), table::table);
    }

    private static String call(int window, String model, long requests, long failures, String cost) {
        return call("" + window, model, "" + requests, "" + failures, cost);
    }

    private static String call(String window, String model, String requests, String failures, String cost) {
        return window(window, 15) + ", '" + model + "' AS model, " + bigint(requests, "total_requests")
                + bigint(failures, "failures") + bigint(requests, "input_records")
                + cost + "::DECIMAL(18,9) AS total_cost_usd";
    }

    private static String traces(String window, String agent, String traces, String successes) {
        return window(window, 5) + ", '" + agent + "' AS agent_id, " + bigint(traces, "total_traces")
                + bigint(successes, "successes") + bigint(traces + " - " + successes, "failures")
                + bigint(traces, "input_records") + "1::DECIMAL(18,9) AS total_cost_usd";
    }

    private static String sessions(int window, long all, long completed, long failed, long abandoned, long users) {
        return window("" + window, 15) + ", " + bigint("" + all, "total_sessions")
                + bigint("" + completed, "completed_sessions") + bigint("" + failed, "failed_sessions")
                + bigint("" + abandoned, "abandoned_sessions") + bigint("" + users, "unique_users")
                + "7::BIGINT AS total_events";
    }

    /** The window with this number, which is SQL, counted from eight o'clock. */
    private static String window(String number, int minutes) {
        String start = "TIMESTAMPTZ '2026-01-01 08:00:00+00' + to_minutes((" + number + ") * " + minutes + ")";
        return "SELECT " + start + " AS window_start, " + start + " + INTERVAL " + minutes + " MINUTE AS window_end";
    }

    private static String bigint(String sql, String name) {
        return "(" + sql + ")::BIGINT AS " + name + ", ";
    }

    private static String digest(long from, long to) {
        Distribution values = new Distribution();
        LongStream.rangeClosed(from, to).forEach(values::add);
        return "from_hex('" + HexFormat.of().formatHex(Objects.requireNonNull(values.toTDigest())) + "')";
    }

    private static Plot plot(String name, @Nullable Double... values) {
        return new Plot(name, Tone.PLAIN, Arrays.asList(values));
    }
}
