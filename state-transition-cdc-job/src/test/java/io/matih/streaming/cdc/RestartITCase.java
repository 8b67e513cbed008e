package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cdc.source.ReadSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A series of restarts while the table is changed: every change is in the log once. The number of restarts is the system
 * property {@code cdc.restarts}, their first seed {@code cdc.seed}; every {@value #SERIES} of them have a database of their own.
 * A long run, of more than one series, has a transaction of {@value #LARGE} rows.
 */
class RestartITCase {

    private static final int SERIES = 12;
    private static final int LARGE = 100_000;
    private static final int RESTARTS = Integer.getInteger("cdc.restarts", SERIES);
    private static final long SEED = Long.getLong("cdc.seed", 1);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    void everyChangeIsInTheLogOnce(@TempDir Path directory) throws Exception {
        for (int restarts = 0; restarts < RESTARTS; restarts += SERIES) {
            Path files = Files.createDirectory(directory.resolve("series-" + restarts));
            series(files, SEED + restarts, Math.min(SERIES, RESTARTS - restarts));
        }
    }

    private static void series(Path files, long seed, int restarts) throws Exception {
        try (SourceDatabase database = SourceDatabase.in(files.resolve("database"));
                Workload workload = new Workload(database, seed);
                CaptureJob job = new CaptureJob(database, files.resolve("checkpoints"))
                        .reading(new ReadSettings(200, 50, Duration.ofMillis(200)))) {
            Random random = new Random(seed);
            workload.insert(1_000);

            job.start();
            int streamedFrom = Integer.MAX_VALUE;
            for (int restart = 0; restart < restarts; restart++) {
                change(workload, random.nextInt(40));
                if (restart == restarts / 2) {
                    job.reachTheStream(workload);
                }
                int passing = 300;
                if (restart % 10 == 6) {
                    passing = RESTARTS > SERIES && seed == SEED ? LARGE : 3_000;
                    workload.large(passing);
                }
                if (restart % 3 == 2) {
                    workload.insert(1);
                    job.awaitChange(workload.changes());
                }
                if (restart % 4 == 3) {
                    job.cancel();
                    change(workload, random.nextInt(10));
                    job.start();
                } else {
                    job.fail(workload, random.nextInt(passing));
                }
                if (streamedFrom == Integer.MAX_VALUE && job.log().stream().anyMatch(row -> !row.isSnapshot())) {
                    streamedFrom = workload.changes() + 1;
                }
            }
            change(workload, 20);
            workload.insert(1);
            job.awaitChange(workload.changes());
            job.cancel();

            assertThat(streamedFrom).isLessThan(workload.changes());
            database.awaitFewConnections();
            LogCheck.assertExact(job.log(), workload, streamedFrom);
        }
    }

    private static void change(Workload workload, int transactions) throws Exception {
        for (int i = 0; i < transactions; i++) {
            workload.step();
        }
    }
}
