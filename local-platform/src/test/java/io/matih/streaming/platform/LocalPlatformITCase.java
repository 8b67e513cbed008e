package io.matih.streaming.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.platform.generator.Shares;
import io.matih.streaming.platform.generator.Tally;
import io.matih.streaming.platform.generator.TrafficGenerator;
import io.matih.streaming.platform.generator.TrafficSettings;
import io.matih.streaming.platform.generator.llm.LlmTraffic;
import io.matih.streaming.record.RejectReason;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlatformITCase {

    /** Long ago for any machine, because records ahead of the clock are judged by the clock. */
    private static final Instant START = Instant.parse("2025-11-20T12:07:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** So many go to all partitions. */
    private static final int ENOUGH_FOR_ALL_PARTITIONS = 400;

    @Test
    void nothingIsLostOrDoubledOverARestart(@TempDir Path directory) throws Exception {
        TrafficSettings firstDay = TrafficSettings.startingAt(START)
                .withRate(1, 8_000)
                .withBacklog(Duration.ofHours(24), SECOND)
                .withShares(new Shares(0.02, 0.02, 0.03, 0.01))
                .upTo(8_000);
        TrafficSettings secondDay = firstDay.withSeed(2).withStart(START.plus(Duration.ofHours(24)));

        Tally sentFirst;
        URI flink;
        try (LocalPlatform platform = start(directory)) {
            flink = platform.flinkWebInterface();
            try (TrafficGenerator traffic = send(platform, firstDay)) {
                RunningJob job = platform.startJob(LlmOpsJob.JOB, Map.of());
                job.awaitReading(PATIENCE);
                sentFirst = finished(traffic);

                assertLedgerSays(job, sentFirst);
                assertThat(sentFirst.total()).isEqualTo(8_000);
                assertThat(job.restarts()).isZero();
                assertThat(job.lastFailure()).isEmpty();
            }
        }
        assertThat(Ports.isFree(flink.getPort())).isTrue();

        try (LocalPlatform platform = start(directory)) {
            RunningJob job = platform.startJob(LlmOpsJob.JOB, Map.of());
            job.awaitReading(PATIENCE);
            assertLedgerSays(job, sentFirst);
            try (TrafficGenerator traffic = send(platform, secondDay)) {
                finished(traffic);
                traffic.insert(LlmTraffic.TOPIC, RecordKind.GOOD, ENOUGH_FOR_ALL_PARTITIONS);
                traffic.insert(LlmTraffic.TOPIC, RecordKind.LATE, 3);
                traffic.insert(LlmTraffic.TOPIC, RecordKind.MALFORMED, 2);
                await().atMost(PATIENCE)
                        .until(() -> traffic.tally(LlmTraffic.TOPIC).total() == 8_000 + ENOUGH_FOR_ALL_PARTITIONS + 5);
                Tally sent = sum(sentFirst, traffic.tally(LlmTraffic.TOPIC));

                assertLedgerSays(job, sent);
                // The windows of the inserted records are open; all others are over.
                assertRowsHold(platform, sent.aggregated() - ENOUGH_FOR_ALL_PARTITIONS);
                assertThat(job.gauges().largest("watermark_lag_ms").orElseThrow())
                        .isBetween(0L, PATIENCE.toMillis());
            }
        }
    }

    private static LocalPlatform start(Path directory) {
        return LocalPlatform.start(
                PlatformSettings.in(directory)
                        .withPorts(PlatformPorts.ANY)
                        .withCheckpointInterval(SECOND)
                        .withTopic(LlmTraffic.TOPIC, 4),
                StageListener.NONE);
    }

    private static TrafficGenerator send(LocalPlatform platform, TrafficSettings settings) {
        return TrafficGenerator.start(
                platform.bootstrapServers(), settings, List.of(new LlmTraffic(settings.seed())), Clock.systemUTC());
    }

    private static Tally finished(TrafficGenerator traffic) {
        await().atMost(PATIENCE)
                .until(() -> traffic.isFinished() || traffic.failure().isPresent());
        assertThat(traffic.failure()).isEmpty();
        return traffic.tally(LlmTraffic.TOPIC);
    }

    private static void assertLedgerSays(RunningJob job, Tally sent) {
        await().atMost(PATIENCE)
                .until(() -> job.ledger().read().map(LedgerCut::read).orElse(0L) == sent.total());
        LedgerCut cut = job.ledger().read().orElseThrow();
        assertThat(cut)
                .isEqualTo(new LedgerCut(
                        cut.checkpointId(),
                        sent.total(),
                        sent.aggregated(),
                        sent.filtered(),
                        sent.late(),
                        sent.deadLettersByReason()));
        assertThat(cut.unaccounted()).isZero();
    }

    private static void assertRowsHold(LocalPlatform platform, long records) throws IOException {
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.setConf(new Configuration());
            catalog.initialize("test", Map.of("uri", platform.catalog().toString()));
            Table table = catalog.loadTable(TableIdentifier.of("matih_analytics", LlmOpsMetrics.TABLE.name()));
            await().atMost(PATIENCE).until(() -> inputRecords(table), held -> held >= records);
            assertThat(inputRecords(table)).isEqualTo(records);

            TableReader reader = platform.table("matih_analytics", LlmOpsMetrics.TABLE.name());
            TableState state = reader.state().orElseThrow();
            assertThat(state.rows()).isEqualTo(rows(table));
            assertThat(reader.dataFiles()).hasSize((int) state.dataFiles()).allMatch(Files::exists);
            assertThat(reader.history()).hasSize(state.snapshots());
            assertThat(reader.history().stream()
                            .mapToLong(TableCommit::addedRows)
                            .sum())
                    .isEqualTo(state.rows());
        }
    }

    private static long inputRecords(Table table) throws IOException {
        table.refresh();
        long sum = 0;
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(table).select("input_records").build()) {
            for (Record row : rows) {
                sum += (Long) row.getField("input_records");
            }
        }
        return sum;
    }

    private static long rows(Table table) throws IOException {
        long count = 0;
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            for (Record ignored : rows) {
                count++;
            }
        }
        return count;
    }

    private static Tally sum(Tally one, Tally other) {
        Map<RejectReason, Long> deadLetters = new EnumMap<>(one.deadLettersByReason());
        other.deadLettersByReason().forEach((reason, count) -> deadLetters.merge(reason, count, Long::sum));
        return new Tally(
                one.good() + other.good(),
                one.duplicates() + other.duplicates(),
                one.filtered() + other.filtered(),
                one.late() + other.late(),
                Map.copyOf(deadLetters));
    }
}
