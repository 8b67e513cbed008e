package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server drops the job's connection, restarts and crashes; the log is exact all the same. */
@EnabledIfSystemProperty(
        named = "cdc.server-failures",
        matches = "[0-9]+",
        disabledReason = "a series, run by the command in docs/cdc.md")
class ServerFailureITCase {

    private static final int ROUNDS = Integer.getInteger("cdc.server-failures", 2);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    void everyChangeIsInTheLogOnce(@TempDir Path directory, @TempDir Path checkpoints) throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory);
                CaptureJob job = new CaptureJob(database, checkpoints)) {
            try (Workload workload = new Workload(database, 1)) {
                workload.insert(10);
                job.start();
                job.awaitChange(workload.changes());
                int streamedFrom = workload.changes() + 1;
                for (int round = 0; round < ROUNDS; round++) {
                    steps(workload);
                    database.query("SELECT count(pg_terminate_backend(active_pid)) FROM pg_replication_slots"
                            + " WHERE active_pid IS NOT NULL");
                    steps(workload);
                    database.server().restart();
                    workload.reconnect();
                    steps(workload);
                    database.server().crash();
                    database.server().recover();
                    workload.reconnect();
                    steps(workload);
                    workload.insert(1);
                    job.awaitChange(workload.changes());
                }
                LogCheck.assertExact(job.log(), workload, streamedFrom);
                assertThat(job.log()).hasSizeGreaterThan(10);
            }
        }
    }

    private static void steps(Workload workload) throws Exception {
        for (int i = 0; i < 20; i++) {
            workload.step();
        }
    }
}
