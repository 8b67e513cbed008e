package io.matih.streaming.benchmark.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContenderITCase {

    private static final long CALLS = 20_000;

    @Test
    void contendersWriteTheSameRows(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start()) {
            FilledTopic topic =
                    new TopicFiller(kafka.bootstrapServers(), Clock.systemUTC()).fill("calls", 2, CALLS, Spread.EVEN);

            Map<String, ResultRow> ours = rows(Contender.LLM_OPS_JOB, directory, kafka, topic);
            Map<String, ResultRow> groupBy = rows(Contender.SQL_GROUP_BY, directory, kafka, topic);
            Map<String, ResultRow> tuned = rows(Contender.SQL_TUNED, directory, kafka, topic);

            assertThat(ours).hasSize((int) topic.rows());
            assertThat(ours.values().stream()
                            .mapToLong(ResultRow::totalRequests)
                            .sum())
                    .isEqualTo(CALLS);
            assertSame(groupBy, ours);
            assertSame(tuned, ours);
        }
    }

    private Map<String, ResultRow> rows(Contender contender, Path directory, EmbeddedKafka kafka, FilledTopic topic)
            throws Exception {
        Path home = Files.createDirectory(directory.resolve(contender.name()));
        RunSettings run = new RunSettings(contender, kafka.bootstrapServers(), topic, home);
        contender.measure(run);
        return ResultTable.of(run).byKey();
    }

    private static void assertSame(Map<String, ResultRow> rows, Map<String, ResultRow> expected) {
        assertThat(rows.values())
                .usingElementComparator((row, other) -> row.isSame(other) ? 0 : 1)
                .containsExactlyElementsOf(expected.values());
    }
}
