package io.matih.streaming.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.cdc.connectors.base.source.meta.offset.Offset;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.junit.jupiter.api.Test;

class CommitOffsetFactoryTest {

    private final CommitOffsetFactory factory = new CommitOffsetFactory();

    @Test
    void positionInATransactionBecomesTheEndOfTheCommitBeforeIt() {
        Offset position = factory.newOffset(
                Map.of("lsn", "90", "lsn_proc", "90", "lsn_commit", "70", "txId", "5", "ts_usec", "1", "event", "x"));

        assertThat(position.getOffset())
                .isEqualTo(Map.of("lsn", "70", "lsn_proc", "70", "lsn_commit", "70", "ts_usec", "0"));
    }

    @Test
    void positionOfAChunkKeepsWhatTheChunkHasSeen() {
        Offset position = factory.newOffset(Map.of("lsn", "70", "lsn_commit", "70", "snapshot_xmin", "3"));

        assertThat(position.getOffset()).containsEntry("snapshot_xmin", "3").containsEntry("lsn", "70");
    }

    @Test
    void positionWithoutACommitStaysAsItIs() {
        assertThat(factory.newOffset(PostgresOffset.NO_STOPPING_OFFSET.getOffset()))
                .isEqualTo(PostgresOffset.NO_STOPPING_OFFSET);
    }
}
