package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitProgressTest {

    private final CommitProgress progress = new CommitProgress();

    private void checkpoint(long id, int rows) {
        for (int i = 0; i < rows; i++) {
            progress.rowArrived();
        }
        progress.checkpointTaken(id);
        progress.checkpointCompleted(id);
    }

    private void committed(long checkpointId) {
        progress.committed(new FlinkCommit("job", "operator", checkpointId, 100 + checkpointId, 0));
    }

    @Test
    void checkpointsWithRowsAreOpenUntilACommitCoversThem() {
        checkpoint(1, 2);
        checkpoint(2, 1);
        checkpoint(3, 1);

        assertThat(progress.uncommittedBefore(3)).isEqualTo(2);
        committed(2);

        assertThat(progress.uncommittedBefore(4)).isEqualTo(1);
        assertThat(progress.oldestUncommitted()).isEqualTo(3L);
    }

    @Test
    void checkpointsWithoutRowsNeedNoCommit() {
        checkpoint(1, 0);
        checkpoint(2, 0);

        assertThat(progress.uncommittedBefore(3)).isZero();
        assertThat(progress.oldestUncommitted()).isNull();
    }

    @Test
    void rowsOfACheckpointThatDidNotCompleteBelongToTheNextOne() {
        progress.rowArrived();
        progress.checkpointTaken(1);
        checkpoint(2, 0);

        assertThat(progress.uncommittedBefore(3)).isEqualTo(1);
        assertThat(progress.oldestUncommitted()).isEqualTo(2L);
    }

    @Test
    void theSameSnapshotIsSeenOnce() {
        checkpoint(1, 1);
        committed(1);
        committed(1);
        checkpoint(2, 3);
        committed(2);

        assertThat(progress.snapshotsSeen()).isEqualTo(2);
        assertThat(progress.rowsWritten()).isEqualTo(4);
    }
}
