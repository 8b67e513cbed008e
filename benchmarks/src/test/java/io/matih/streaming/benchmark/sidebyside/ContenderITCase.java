package io.matih.streaming.benchmark.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContenderITCase {

    private static final TopicSize SIZE = new TopicSize(20_000, 2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path directory;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.in(directory.resolve("kafka")).start();
    }

    @AfterAll
    static void stopKafka() throws Exception {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void contendersWriteTheSameRows(MeasuredStream stream) throws Exception {
        FilledTopic topic = topics().fill(stream, stream + "-events", SIZE, Spread.EVEN);

        Map<String, ResultRow> ours = rows(Contender.OUR_JOB, topic);
        Map<String, ResultRow> groupBy = rows(Contender.SQL_GROUP_BY, topic);
        Map<String, ResultRow> tuned = rows(Contender.SQL_TUNED, topic);

        assertThat(ours).hasSize((int) topic.rows());
        assertThat(counted(ours, stream)).isEqualTo((double) topic.counted());
        assertSame(groupBy, ours);
        assertSame(tuned, ours);
    }

    private static TopicFiller topics() {
        return new TopicFiller(kafka.bootstrapServers(), Clock.systemUTC());
    }

    private Map<String, ResultRow> rows(Contender contender, FilledTopic topic) throws Exception {
        Path home = Files.createDirectory(directory.resolve(topic.name() + "-" + contender));
        RunSettings run = new RunSettings(contender, kafka.bootstrapServers(), topic, home);
        contender.measure(run);
        return ResultTable.of(run).byKey();
    }

    private static double counted(Map<String, ResultRow> rows, MeasuredStream stream) {
        String column = stream.query().countColumn();
        return rows.values().stream()
                .mapToDouble(row -> row.values().getOrDefault(column, Double.NaN))
                .sum();
    }

    private static void assertSame(Map<String, ResultRow> rows, Map<String, ResultRow> expected) {
        assertThat(rows.values())
                .usingElementComparator((row, other) -> row.isSame(other) ? 0 : 1)
                .containsExactlyElementsOf(expected.values());
    }
}
