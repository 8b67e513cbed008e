package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed processes, savepoints and other parallelisms leave every record in exactly one place. */
class RestartE2E {

    private static final String TOPIC = "matih.ai.llm-ops";
    private static final int PARTITIONS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final CallScript script = new CallScript(20_240_514, PARTITIONS, Instant.parse("2024-05-14T10:00:00Z"));
    private final List<ScriptedRecord> sent = new ArrayList<>();

    @Test
    void everyRecordIsInOneRowOrLateOrADeadLetterWhateverWasKilled(@TempDir Path directory) {
        try (Servers servers = Servers.in(directory)) {
            Topic input = servers.createTopic(TOPIC, PARTITIONS);
            ClusterSettings settings = ClusterSettings.of(PackagedJob.llmOps())
                    .options(servers.options())
                    .option("event-time.idle-timeout", "10 min");

            URI first = killATaskManager(
                    settings.taskManagers(2, 1).parallelism(2), input, servers.table("llm_operations_metrics"));
            URI second = rescale(
                    "restart-2-to-3", settings.taskManagers(1, 3).parallelism(3).from(first), input);
            finish(settings.from(second), input, servers);
        }
    }

    private URI killATaskManager(ClusterSettings settings, Topic input, MetricsTable table) {
        try (ApplicationCluster cluster = ApplicationCluster.start("restart-kill", settings)) {
            cluster.awaitRunning();
            send(input, script.next(Duration.ofMinutes(22)));
            await().atMost(LIMIT).until(() -> !table.rows().isEmpty());

            send(input, script.next(Duration.ofMinutes(5)));
            cluster.killTaskManager();
            send(input, script.next(Duration.ofMinutes(5)));
            cluster.startTaskManager();
            cluster.awaitRestarts(1);
            cluster.awaitCheckpoint();
            assertThat(cluster.exceptions()).isNotEmpty();

            send(input, script.next(Duration.ofMinutes(5)));
            return cluster.stopWithSavepoint();
        }
    }

    private URI rescale(String name, ClusterSettings settings, Topic input) {
        try (ApplicationCluster cluster = ApplicationCluster.start(name, settings)) {
            send(input, script.next(Duration.ofMinutes(4)));
            cluster.awaitRunning();
            cluster.awaitCheckpoint();
            send(input, script.next(Duration.ofMinutes(9)));
            URI savepoint = cluster.stopWithSavepoint();
            send(input, script.next(Duration.ofMinutes(5)));
            return savepoint;
        }
    }

    private void finish(ClusterSettings settings, Topic input, Servers servers) {
        try (ApplicationCluster cluster = ApplicationCluster.start("restart-3-to-1", settings)) {
            cluster.awaitRunning();
            send(input, script.next(Duration.ofMinutes(5)));
            send(input, script.closing());
            Reference expected = Reference.of(TOPIC, PARTITIONS, sent);
            await().atMost(LIMIT)
                    .until(() -> servers.table("llm_operations_metrics").rows().size()
                            >= expected.rows().size());
            cluster.awaitCheckpoint();
            cluster.stopWithSavepoint();

            assertThat(servers.table("llm_operations_metrics").rows())
                    .containsExactlyInAnyOrderElementsOf(expected.rows());
            assertThat(servers.topic(TOPIC + ".late").read()).containsExactlyInAnyOrderElementsOf(expected.late());
            assertThat(servers.topic(TOPIC + ".dead-letter").read())
                    .map(letter -> letter.withoutValueOf("detail"))
                    .containsExactlyInAnyOrderElementsOf(expected.dead());
            assertThat(sent).hasSizeGreaterThan(3_000);
            assertThat(expected.late()).hasSizeGreaterThan(50);
            assertThat(expected.dead()).hasSizeGreaterThan(100);
        }
    }

    private void send(Topic input, List<ScriptedRecord> records) {
        input.send(records);
        sent.addAll(records);
    }
}
