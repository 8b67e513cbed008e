package io.matih.streaming.sessionanalytics.metric;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.sessionanalytics.RandomTransitions;
import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.sketch.TopEntry;
import io.matih.streaming.window.WindowSpan;
import io.matih.streaming.window.WindowSums;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Another engine computes the same rows from the same transitions, bit for bit, lists and their ties included. */
class SessionAnalyticsMetricsDuckDbTest {

    private static final int TOP_SIZE = 10;

    private static final String QUERY =
            """
            WITH ranked AS (
              SELECT *, list_sort(list(duration_ms) FILTER (duration_ms IS NOT NULL) OVER key) AS durations
              FROM transitions WINDOW key AS (PARTITION BY tenant_id)
            ),
            agents AS (
              SELECT tenant_id, list({'value': agent_id, 'count': sessions} ORDER BY sessions DESC, agent_id)[1:%1$d] AS top
              FROM (SELECT tenant_id, agent_id, count(DISTINCT entity_id) AS sessions
                    FROM transitions WHERE agent_id IS NOT NULL GROUP BY ALL)
              GROUP BY ALL
            ),
            intents AS (
              SELECT tenant_id, list({'value': intent, 'count': sessions} ORDER BY sessions DESC, intent)[1:%1$d] AS top
              FROM (SELECT tenant_id, intent, count(DISTINCT entity_id) AS sessions
                    FROM transitions WHERE intent IS NOT NULL GROUP BY ALL)
              GROUP BY ALL
            )
            SELECT tenant_id,
              count(DISTINCT entity_id) AS total_sessions,
              avg(duration_ms) AS avg_duration_ms, avg(turn_count) AS avg_turns,
              count(DISTINCT entity_id) FILTER (completed)::DOUBLE / count(DISTINCT entity_id) AS completion_rate,
              count(DISTINCT triggered_by) AS unique_users,
              any_value(agents.top) AS top_agents, any_value(intents.top) AS top_intents,
              count(*) AS total_events,
              count(DISTINCT entity_id) FILTER (completed) AS completed_sessions,
              count(DISTINCT entity_id) FILTER (failed) AS failed_sessions,
              count(DISTINCT entity_id) FILTER (abandoned) AS abandoned_sessions,
              count(duration_ms) AS duration_count, coalesce(sum(duration_ms), 0)::BIGINT AS duration_sum_ms,
              count(turn_count) AS turns_count, coalesce(sum(turn_count), 0)::BIGINT AS turns_sum,
              any_value(durations[((len(durations) * 50 + 99) // 100)::INT])::DOUBLE AS p50_duration_ms,
              any_value(durations[((len(durations) * 95 + 99) // 100)::INT])::DOUBLE AS p95_duration_ms,
              any_value(durations[((len(durations) * 99 + 99) // 100)::INT])::DOUBLE AS p99_duration_ms
            FROM ranked LEFT JOIN agents USING (tenant_id) LEFT JOIN intents USING (tenant_id) GROUP BY tenant_id
            """
                    .formatted(TOP_SIZE);

    @Test
    void everyColumnEqualsDuckDbs() throws SQLException {
        Random random = new Random(11);
        List<SessionTransition> transitions = new ArrayList<>();
        transitions.addAll(RandomTransitions.of(random, 6_000, 25, 120));
        transitions.addAll(RandomTransitions.of(random, 3_000, 3, 2_000));

        assertThat(computedByUs(transitions, random))
                .hasSize(25)
                .containsExactlyInAnyOrderElementsOf(computedByDuckDb(transitions));
    }

    @Test
    void smallWindowsWithoutMostValuesEqualDuckDbsToo() throws SQLException {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<SessionTransition> transitions = RandomTransitions.of(random, 12, 6, 3);

            List<List<Object>> expected = computedByDuckDb(transitions);
            // A row without any agent or intent has an empty list; SQL's is null.
            expected.forEach(row -> row.replaceAll(value -> value == null ? "nothing" : value));
            List<List<Object>> ours = computedByUs(transitions, random);
            ours.forEach(row -> row.replaceAll(value -> value == null || value.equals(List.of()) ? "nothing" : value));

            assertThat(ours).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<List<Object>> computedByUs(List<SessionTransition> transitions, Random random) {
        Map<SessionAnalyticsKey, List<SessionTransition>> byKey =
                transitions.stream().collect(groupingBy(SessionAnalyticsKey::of));
        List<List<Object>> rows = new ArrayList<>();
        byKey.forEach((key, events) -> rows.add(values(SessionAnalyticsMetrics.of(
                key,
                new WindowSpan(0, 900_000),
                WindowSums.ofRandomParts(events, SessionAnalyticsAccumulator::new, random),
                0,
                TOP_SIZE))));
        return rows;
    }

    private static List<List<Object>> computedByDuckDb(List<SessionTransition> transitions) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE transitions(tenant_id TEXT, entity_id TEXT, completed BOOLEAN, failed BOOLEAN,"
                            + " abandoned BOOLEAN, triggered_by TEXT, duration_ms BIGINT, turn_count BIGINT, agent_id TEXT,"
                            + " intent TEXT)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO transitions VALUES (?,?,?,?,?,?,?,?,?,?)")) {
                for (SessionTransition transition : transitions) {
                    bind(insert, transition);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            List<List<Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(QUERY)) {
                while (result.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        Object value = result.getObject(column);
                        row.add(value instanceof Array array ? entries(array) : value);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static List<TopEntry> entries(Array structs) throws SQLException {
        List<TopEntry> entries = new ArrayList<>();
        for (Object struct : (Object[]) structs.getArray()) {
            Object[] fields = ((Struct) struct).getAttributes();
            entries.add(new TopEntry((String) fields[0], (Long) fields[1]));
        }
        return entries;
    }

    private static void bind(PreparedStatement insert, SessionTransition transition) throws SQLException {
        insert.setString(1, transition.tenantId);
        insert.setString(2, transition.sessionId.toString());
        insert.setBoolean(3, transition.completed);
        insert.setBoolean(4, transition.failed);
        insert.setBoolean(5, transition.abandoned);
        insert.setString(6, transition.userId == null ? null : transition.userId.toString());
        bindLong(insert, 7, transition.durationMillis);
        bindLong(insert, 8, transition.turns);
        insert.setObject(9, transition.agentId);
        insert.setObject(10, transition.intent);
    }

    private static void bindLong(PreparedStatement insert, int index, long value) throws SQLException {
        if (value == SessionTransition.ABSENT) {
            insert.setNull(index, Types.BIGINT);
        } else {
            insert.setLong(index, value);
        }
    }

    private static List<Object> values(SessionAnalyticsMetrics row) {
        List<Object> values = new ArrayList<>();
        values.add(row.tenantId());
        values.add(row.totalSessions());
        values.add(row.averageDurationMillis());
        values.add(row.averageTurns());
        values.add(row.completionRate());
        values.add(row.uniqueUsers());
        values.add(Arrays.asList(row.topAgents()));
        values.add(Arrays.asList(row.topIntents()));
        values.add(row.totalEvents());
        values.add(row.completedSessions());
        values.add(row.failedSessions());
        values.add(row.abandonedSessions());
        values.add(row.durationCount());
        values.add(row.durationSumMillis());
        values.add(row.turnsCount());
        values.add(row.turnsSum());
        values.add(row.p50DurationMillis());
        values.add(row.p95DurationMillis());
        values.add(row.p99DurationMillis());
        return values;
    }
}
