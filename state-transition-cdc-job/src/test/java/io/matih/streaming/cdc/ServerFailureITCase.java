package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server drops the job's connection, restarts and crashes; the log is exact all the same. How often is the system
 * property {@code cdc.server-failures}, their seed {@code cdc.seed}.
 */
class ServerFailureITCase {

    private static final int ROUNDS = Integer.getInteger("cdc.server-failures", 2);
    private static final long SEED = Long.getLong("cdc.seed", 1);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    void everyChangeIsInTheLogOnce(@TempDir Path directory, @TempDir Path checkpoints) throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory);
                CaptureJob job = new CaptureJob(database, checkpoints);
                Workload workload = new Workload(database, SEED)) {
            Random random = new Random(SEED);
            workload.insert(10);
            job.start();
            job.awaitChange(workload.changes());
            job.reachTheStream(workload);
            int streamedFrom = workload.changes() + 1;
            for (int round = 0; round < ROUNDS; round++) {
                change(workload);
                assertThat(database.query("SELECT count(*) FROM pg_replication_slots"
                                + " WHERE active_pid IS NOT NULL AND pg_terminate_backend(active_pid)"))
                        .isEqualTo("1");
                goOn(job, workload, random);
                database.server().restart();
                workload.reconnect();
                goOn(job, workload, random);
                database.server().crash();
                database.server().recover();
                workload.reconnect();
                change(workload);
                awaitOneMore(job, workload);
            }
            LogCheck.assertExact(job.log(), workload, streamedFrom);
        }
    }

    /** Half of the time the next failure comes while the job is still busy with the last. */
    private static void goOn(CaptureJob job, Workload workload, Random random) throws Exception {
        change(workload);
        if (random.nextBoolean()) {
            awaitOneMore(job, workload);
        }
    }

    private static void awaitOneMore(CaptureJob job, Workload workload) throws Exception {
        workload.insert(1);
        job.awaitChange(workload.changes());
    }

    private static void change(Workload workload) throws Exception {
        for (int i = 0; i < 20; i++) {
            workload.step();
        }
    }
}
