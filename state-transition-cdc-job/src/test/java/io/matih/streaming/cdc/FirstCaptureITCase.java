package io.matih.streaming.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FirstCaptureITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @Test
    void readsTableThenChanges(@TempDir Path directory, @TempDir Path checkpoints) throws Exception {
        try (SourceDatabase database = SourceDatabase.in(directory)) {
            database.execute(
                    "INSERT INTO fsm_state_transitions SELECT 'a' || g, 'e', 'x', 't', 'f', 'to', null, 'r' || g,"
                            + " null, '2026-11-20 10:00:00' FROM generate_series(1, 250) g");
            CaptureJob job = new CaptureJob(database, checkpoints);
            job.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> job.log().size() == 250);
            database.execute("INSERT INTO fsm_state_transitions VALUES ('b', 'e', 'x', 't', 'f', 'to', null, 'r',"
                    + " null, '2026-11-20 10:00:00')");
            database.execute("UPDATE fsm_state_transitions SET id = 'c' WHERE id = 'b'");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> job.log().size() == 253);
            job.log().subList(250, 253).forEach(System.out::println);
            job.cancel();
            assertThat(job.log()).hasSize(253);
        }
    }
}
