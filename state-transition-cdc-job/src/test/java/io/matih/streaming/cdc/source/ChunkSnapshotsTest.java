package io.matih.streaming.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import java.util.List;
import org.apache.flink.cdc.connectors.base.source.meta.split.FinishedSnapshotSplitInfo;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkSnapshotsTest {

    private static final TransactionSnapshot EARLY = TransactionSnapshot.parse("10:12:10");
    private static final TransactionSnapshot LATE = TransactionSnapshot.parse("15:15:");

    private final ChunkSnapshots chunks =
            new ChunkSnapshots(List.of(EARLY, LATE), key -> key.compareTo("m") < 0 ? 0 : 1);

    @Test
    void changeThatAllChunksHaveSeenIsInThemWhateverItsKey() {
        assertThat(chunks.have(9, null)).isTrue();
        assertThat(chunks.have(11, "z")).isTrue();
    }

    @Test
    void changeThatOnlySomeChunksHaveSeenIsInItsOwnOrNot() {
        assertThat(chunks.have(10, "a"))
                .as("was running when its chunk was read")
                .isFalse();
        assertThat(chunks.have(10, "z")).isTrue();
        assertThat(chunks.have(10, null)).as("a change of the whole table").isFalse();
    }

    @Test
    void changeOfATransactionThatBeganAfterAllChunksIsInNone() {
        assertThat(chunks.have(15, "z")).isFalse();
        assertThat(chunks.have(16, "a")).isFalse();
    }

    @Test
    void withoutChunksNothingWasRead() {
        assertThat(new ChunkSnapshots(List.of(), key -> 0).have(1, "a")).isFalse();
    }

    @Test
    void chunksAreJoinedByTheirEndsNotByTheirNames() {
        FinishedSnapshotSplitInfo first = chunk("t:0", null, "B");
        FinishedSnapshotSplitInfo second = chunk("t:1", "B", "a");
        FinishedSnapshotSplitInfo third = chunk("t:10", "a", null);

        assertThat(ChunkSnapshots.inOrder(List.of(third, first, second))).containsExactly(first, second, third);
        assertThatThrownBy(() -> ChunkSnapshots.inOrder(List.of(first, third)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the chunks of the table do not join");
    }

    private static FinishedSnapshotSplitInfo chunk(String name, @Nullable String start, @Nullable String end) {
        return new FinishedSnapshotSplitInfo(
                new TableId(null, "public", "t"),
                name,
                start == null ? null : new Object[] {start},
                end == null ? null : new Object[] {end},
                PostgresOffset.INITIAL_OFFSET,
                new CommitOffsetFactory());
    }
}
