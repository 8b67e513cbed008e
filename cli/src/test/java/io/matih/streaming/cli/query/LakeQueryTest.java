package io.matih.streaming.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cli.LocalTable;
import io.matih.streaming.cli.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeQueryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void tableWithoutFilesHasItsColumns() throws Exception {
        try (LakeQuery query = LakeQuery.over(List.of(LocalTable.in(directory).table()))) {
            QueryResult all = query.rows("SELECT * FROM calls");
            QueryResult types = query.rows("SELECT typeof(ANY_VALUE(top)), COUNT(*) FROM lake.calls");

            assertThat(all.columns())
                    .containsExactly(
                            "window_start",
                            "window_end",
                            "model",
                            "total_requests",
                            "failures",
                            "total_cost_usd",
                            "latency_tdigest",
                            "top");
            assertThat(all.rows()).isEmpty();
            assertThat(types.rows()).containsExactly(List.of("STRUCT(\"value\" VARCHAR, count BIGINT)[]", 0L));
        }
    }

    @Test
    void rowsOfAllFilesAreSeenWithMissingColumnsAsNull() throws Exception {
        LocalTable local = LocalTable.in(directory);
        local.append(LocalTable.window("2026-01-01 10:00:00+02", "a", 3, 1, "0.000000001"));
        local.append(LocalTable.window("2026-01-01 08:15:00+00", "b", 4, 0, "1.5"));

        try (LakeQuery query = LakeQuery.over(List.of(local.table()))) {
            QueryResult result = query.rows("SELECT window_start, model, total_cost_usd, top FROM calls ORDER BY 1");

            assertThat(TextTable.of(result))
                    .isEqualTo(
                            """
                            window_start          model  total_cost_usd  top
                            --------------------  -----  --------------  ---
                            2026-01-01T08:00:00Z  a         0.000000001
                            2026-01-01T08:15:00Z  b         1.500000000
                            (2 rows)
                            """);
            assertThat(JsonRows.of(result).lines())
                    .first()
                    .isEqualTo("{\"window_start\":\"2026-01-01T08:00:00Z\",\"model\":\"a\","
                            + "\"total_cost_usd\":1E-9,\"top\":null}");
        }
    }

    @Test
    void bytesAreShownByTheirLength() throws Exception {
        try (LakeQuery query = LakeQuery.over(List.of())) {
            assertThat(TextTable.of(query.rows("SELECT 'abc'::BLOB AS digest")))
                    .isEqualTo("digest\n---------\n<3 bytes>\n(1 row)\n");
        }
    }

    @Test
    void wrongQueryIsRefusedInTheDatabasesWords() throws Exception {
        try (LakeQuery query = LakeQuery.over(List.of())) {
            assertThatThrownBy(() -> query.rows("SELECT * FROM nowhere"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Table with name nowhere does not exist");
        }
    }

    @Test
    void historyIsNewestFirst() throws Exception {
        LocalTable local = LocalTable.in(directory);
        local.append(LocalTable.window("2026-01-01 08:00:00+00", "a", 3, 1, "1"));
        local.append(LocalTable.window("2026-01-01 08:15:00+00", "a", 3, 1, "1"));

        QueryResult history = SnapshotHistory.of(local.table(), 10);

        assertThat(history.rows()).extracting(row -> row.get(5)).containsExactly(2L, 1L);
        assertThat(history.rows()).extracting(row -> row.get(2)).containsOnly("append");
    }

    @Test
    void listsAndBytesCanBeReadAfterTheQueryIsClosed() throws Exception {
        QueryResult result;
        try (LakeQuery query = LakeQuery.over(List.of())) {
            result = query.rows("SELECT [{'value': 'a', 'count': 2}, {'value': NULL, 'count': 1}] AS top, "
                    + "'x'::BLOB AS digest FROM range(5000)");
        }

        assertThat(result.rows()).hasSize(5_000);
        assertThat(result.rows().get(4_999).get(0)).hasToString("[{value=a, count=2}, {value=null, count=1}]");
        assertThat((byte[]) result.rows().get(0).get(1)).containsExactly('x');
    }
}
