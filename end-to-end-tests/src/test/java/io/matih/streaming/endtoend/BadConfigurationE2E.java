package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.servers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that cannot run ends with exit code 2 and says why, to a person and not to a programmer. */
class BadConfigurationE2E {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int REFUSED = 2;

    private static final List<String> COMPLETE = List.of(
            "--kafka.bootstrap-servers=127.0.0.1:9",
            "--iceberg.catalog.uri=http://127.0.0.1:9",
            "--iceberg.auth=none",
            "--iceberg.storage-credentials=ambient");

    @Test
    void allProblemsAreSaidAtOnceEachInOneLine(@TempDir Path directory) throws Exception {
        try (JavaProcess process = start(
                directory, "--kafka.bootstrap-server=127.0.0.1:9", "--window.size=yesterday", "--iceberg.auth=none")) {
            assertThat(process.exitCodeWithin(LIMIT)).isEqualTo(REFUSED);
            assertThat(process.errors().lines())
                    .anyMatch(line -> line.contains("kafka.bootstrap-servers: required but not given"))
                    .anyMatch(line -> line.contains("kafka.bootstrap-server: not an option of this job")
                            && line.contains("kafka.bootstrap-servers"))
                    .anyMatch(line -> line.contains("window.size") && line.contains("yesterday"))
                    .anyMatch(line -> line.contains("iceberg.catalog.uri: expected a value"))
                    .noneMatch(BadConfigurationE2E::isStackTrace)
                    .hasSizeLessThan(10);
        }
    }

    @Test
    void jobWithoutCheckpointsIsRefused(@TempDir Path directory) throws Exception {
        try (JavaProcess process = start(directory, COMPLETE.toArray(String[]::new))) {
            assertThat(process.exitCodeWithin(LIMIT)).isEqualTo(REFUSED);
            assertThat(process.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("execution.checkpointing.interval is not set");
        }
    }

    @Test
    void helpIsNoFailure(@TempDir Path directory) throws Exception {
        try (JavaProcess process = start(directory, "--help")) {
            assertThat(process.exitCodeWithin(LIMIT)).isZero();
            assertThat(process.errors()).isEmpty();
            assertThat(process.output()).contains("--kafka.bootstrap-servers");
        }
    }

    @Test
    void clusterOfAJobThatCannotReachKafkaEnds() throws Exception {
        String nobody = "127.0.0.1:" + Ports.free();
        ClusterSettings settings = ClusterSettings.of(PackagedJob.llmOps())
                .taskManagers(0, 1)
                .option("kafka.bootstrap-servers", nobody)
                .option("iceberg.catalog.uri", "http://127.0.0.1:9")
                .option("iceberg.auth", "none")
                .option("iceberg.storage-credentials", "ambient");

        try (ApplicationCluster cluster = ApplicationCluster.start("unreachable-kafka", settings)) {
            assertThat(cluster.jobManager().exitCodeWithin(LIMIT)).isEqualTo(REFUSED);
            assertThat(cluster.jobManager().errors().lines())
                    .anyMatch(line -> line.startsWith("Kafka at " + nobody + " cannot be asked for its topics"))
                    .noneMatch(BadConfigurationE2E::isStackTrace);
        }
    }

    private static JavaProcess start(Path directory, String... arguments) {
        PackagedJob job = PackagedJob.llmOps();
        List<String> command = new ArrayList<>(
                FlinkInstallation.java(List.of("-Dlog4j2.level=OFF", "-Dlog4j2.StatusLogger.level=OFF"), job.jar()));
        command.add(job.mainClass());
        command.addAll(List.of(arguments));
        return JavaProcess.start("job", directory, command, Map.of());
    }

    private static boolean isStackTrace(String line) {
        return line.startsWith("\tat ") || line.startsWith("Caused by:") || line.contains("Exception in thread");
    }
}
