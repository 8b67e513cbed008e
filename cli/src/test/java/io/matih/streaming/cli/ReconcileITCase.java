package io.matih.streaming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.platform.LedgerCut;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.PlatformPorts;
import io.matih.streaming.platform.PlatformSettings;
import io.matih.streaming.platform.RunningJob;
import io.matih.streaming.platform.StageListener;
import io.matih.streaming.platform.generator.Shares;
import io.matih.streaming.platform.generator.TrafficGenerator;
import io.matih.streaming.platform.generator.TrafficSettings;
import io.matih.streaming.platform.generator.llm.LlmTraffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real job's work is right; then it is spoiled, one record and one row at a time, and the command names just that. */
class ReconcileITCase {

    private static final Instant START = Instant.parse("2025-11-20T12:07:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LATE = LlmTraffic.TOPIC + ".late";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StringWriter errors = new StringWriter();
    private int exitCode;

    @Test
    void everyPlantedDefectIsNamed(@TempDir Path directory) throws Exception {
        PlatformSettings settings = PlatformSettings.in(directory)
                .withPorts(PlatformPorts.ANY)
                .withCheckpointInterval(Duration.ofSeconds(1))
                .withTopic(LlmTraffic.TOPIC, 2);
        try (LocalPlatform platform = LocalPlatform.start(settings, StageListener.NONE);
                TopicCopy copies = new TopicCopy(platform.bootstrapServers());
                RESTCatalog catalog = new RESTCatalog()) {
            RunningJob job = runToTheEnd(platform);
            catalog.setConf(new Configuration());
            catalog.initialize("test", Map.of("uri", platform.catalog().toString()));
            Table table = catalog.loadTable(TableIdentifier.of("matih_analytics", LlmOpsMetrics.TABLE.name()));

            // A checkpoint is complete before its rows are committed.
            await().atMost(PATIENCE).until(() -> rows(table) > 100);
            rightWorkIsEqual(platform);
            job.cancel();
            lostLateEventIsNamed(platform, copies);
            doubledLateEventIsNamed(platform, copies);
            doubledLateEventIsRightAfterARewind(platform);
            lostDeadLetterIsNamed(platform, copies);
            doubledRowsAreFound(platform, table);
            missingRowsAreFound(platform, table);
        }
    }

    private static RunningJob runToTheEnd(LocalPlatform platform) {
        TrafficSettings traffic = TrafficSettings.startingAt(START)
                .withRate(1, 6_000)
                .withBacklog(Duration.ofHours(6), Duration.ofSeconds(1))
                .withShares(new Shares(0.02, 0.02, 0.03, 0.01))
                .upTo(6_000);
        try (TrafficGenerator generator = TrafficGenerator.start(
                platform.bootstrapServers(), traffic, List.of(new LlmTraffic(1)), Clock.systemUTC())) {
            RunningJob job = platform.startJob(LlmOpsJob.JOB, Map.of());
            await().atMost(PATIENCE).until(generator::isFinished);
            await().atMost(PATIENCE)
                    .until(() -> job.ledger().read().map(LedgerCut::read).orElse(0L) == 6_000);
            return job;
        }
    }

    private void rightWorkIsEqual(LocalPlatform platform) throws IOException {
        List<JsonNode> lines = reconcile(platform);

        assertThat(exitCode).isZero();
        assertThat(lines).hasSize(1);
        JsonNode verdict = lines.get(0);
        assertThat(verdict.get("ok").asBoolean()).isTrue();
        assertThat(verdict.get("records").asLong()).isEqualTo(6_000);
        assertThat(verdict.get("windows").asLong()).isGreaterThan(100);
        assertThat(verdict.get("rows").asLong())
                .isEqualTo(verdict.get("windows").asLong());
        assertThat(verdict.get("late").asLong()).isGreaterThan(50);
        assertThat(verdict.get("dead_lettered").asLong()).isGreaterThan(100);
        assertThat(verdict.get("undecided").asLong()).isZero();
        assertThat(verdict.get("notes")).isEmpty();
    }

    private void lostLateEventIsNamed(LocalPlatform platform, TopicCopy copies) throws Exception {
        TopicCopy.Carried lost = copies.without(7, LATE, "late-with-a-gap");

        List<JsonNode> lines = reconcile(platform, "--set", "kafka.late-topic=late-with-a-gap");

        assertThat(exitCode).isEqualTo(3);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("difference").asLong()).isEqualTo(1);
        assertThat(lines.get(1).get("event").asText()).isEqualTo("window");
        JsonNode record = lines.get(1).get("records").get(0);
        assertThat(record.get("fault").asText()).isEqualTo("lost");
        assertThat(record.get("partition").asInt()).isEqualTo(lost.partition());
        assertThat(record.get("offset").asLong()).isEqualTo(lost.offset());
    }

    private void doubledLateEventIsNamed(LocalPlatform platform, TopicCopy copies) throws Exception {
        TopicCopy.Carried doubled = copies.twice(11, LATE, "late-with-a-copy");

        List<JsonNode> lines = reconcile(platform, "--set", "kafka.late-topic=late-with-a-copy");

        assertRecord(lines, "doubled", doubled, -1);
    }

    private void doubledLateEventIsRightAfterARewind(LocalPlatform platform) throws IOException {
        List<JsonNode> lines = reconcile(platform, "--rewound", "--set", "kafka.late-topic=late-with-a-copy");

        assertThat(exitCode).isZero();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).get("notes"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo("records that late-with-a-copy has once more, as after a rewind: 1");
    }

    private void lostDeadLetterIsNamed(LocalPlatform platform, TopicCopy copies) throws Exception {
        TopicCopy.Carried lost = copies.without(5, LlmTraffic.TOPIC + ".dead-letter", "letters-with-a-gap");

        List<JsonNode> lines = reconcile(platform, "--set", "kafka.dead-letter-topic=letters-with-a-gap");

        assertRecord(lines, "lost", lost, 1);
    }

    private void assertRecord(List<JsonNode> lines, String fault, TopicCopy.Carried carried, long difference) {
        assertThat(exitCode).isEqualTo(3);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).get("difference").asLong()).isEqualTo(difference);
        JsonNode record = lines.get(1);
        assertThat(record.get("event").asText()).isEqualTo("record");
        assertThat(record.get("fault").asText()).isEqualTo(fault);
        assertThat(record.get("partition").asInt()).isEqualTo(carried.partition());
        assertThat(record.get("offset").asLong()).isEqualTo(carried.offset());
    }

    private void doubledRowsAreFound(LocalPlatform platform, Table table) throws IOException {
        table.refresh();
        long before = table.currentSnapshot().snapshotId();
        DataFile file = firstFile(table);
        table.newAppend().appendFile(file).commit();

        List<JsonNode> lines = reconcile(platform);

        assertThat(exitCode).isEqualTo(3);
        assertThat(lines).hasSize((int) file.recordCount() + 1);
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.get("what").asText().equals("row 2 times")
                        && line.get("rows").asInt() == 2);
        table.manageSnapshots().rollbackTo(before).commit();
    }

    private void missingRowsAreFound(LocalPlatform platform, Table table) throws IOException {
        table.refresh();
        DataFile file = firstFile(table);
        table.newDelete().deleteFile(file).commit();

        // Asked for, because windows that are newer than all rows may not have been written yet.
        List<JsonNode> lines =
                reconcile(platform, "--until", newestEnd(table, file).toString());

        assertThat(exitCode).isEqualTo(3);
        assertThat(lines).hasSize((int) file.recordCount() + 1);
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.get("what").asText().equals("row missing")
                        && line.get("input_records").asLong() == 0);
    }

    private static long rows(Table table) {
        table.refresh();
        Snapshot newest = table.currentSnapshot();
        return newest == null ? 0 : Long.parseLong(newest.summary().get("total-records"));
    }

    private static Instant newestEnd(Table table, DataFile file) {
        Types.NestedField end = table.schema().findField("window_end");
        long micros = Conversions.fromByteBuffer(end.type(), file.upperBounds().get(end.fieldId()));
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static DataFile firstFile(Table table) throws IOException {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            tasks.forEach(task -> files.add(task.file()));
        }
        return files.stream()
                .min(Comparator.comparing(DataFile::fileSequenceNumber))
                .orElseThrow();
    }

    /** The lines of {@code matih reconcile llm-ops --json}. */
    private List<JsonNode> reconcile(LocalPlatform platform, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "reconcile",
                "llm-ops",
                "--json",
                "--set",
                "kafka.bootstrap-servers=" + platform.bootstrapServers(),
                "--set",
                "iceberg.catalog.uri=" + platform.catalog(),
                "--set",
                "iceberg.auth=none",
                "--set",
                "iceberg.storage-credentials=ambient",
                "--set",
                "event-time.idle-timeout=5s"));
        arguments.addAll(List.of(more));
        StringWriter output = new StringWriter();
        CommandLine commandLine = Matih.commandLine();
        commandLine.setOut(new PrintWriter(output, true));
        commandLine.setErr(new PrintWriter(errors, true));
        exitCode = commandLine.execute(arguments.toArray(new String[0]));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : output.toString().lines().toList()) {
            lines.add(MAPPER.readTree(line));
        }
        assertThat(lines).as(errors.toString()).isNotEmpty();
        return lines;
    }
}
