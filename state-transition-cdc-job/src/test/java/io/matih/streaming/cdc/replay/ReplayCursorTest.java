package io.matih.streaming.cdc.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cdc.change.StateTransition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayCursorTest {

    private static StateTransition change(long precedingCommitLsn, long transaction, long lsn) {
        StateTransition change = new StateTransition();
        change.operation = "c";
        change.precedingCommitLsn = precedingCommitLsn;
        change.transactionId = transaction;
        change.lsn = lsn;
        return change;
    }

    /** What is left of a transaction with these positions, after another one of two changes. */
    private static ReplayCursor readTwoChangesOfTransaction7() {
        ReplayCursor cursor = new ReplayCursor(null);
        cursor.isReplayed(change(10, 6, 11));
        cursor.isReplayed(change(20, 7, 20));
        cursor.isReplayed(change(20, 7, 20));
        return cursor;
    }

    @Test
    void nothingIsReplayedWithoutARestore() {
        ReplayCursor cursor = readTwoChangesOfTransaction7();

        assertThat(cursor.isReplayed(change(20, 7, 25))).isFalse();
    }

    @Test
    void changesOfTheSameTransactionUpToTheRestoredOneAreReplayedEvenAtOnePosition() {
        ReplayCursor restored = new ReplayCursor(readTwoChangesOfTransaction7().position());

        assertThat(restored.isReplayed(change(20, 7, 20))).isTrue();
        assertThat(restored.isReplayed(change(20, 7, 20))).isTrue();
        assertThat(restored.isReplayed(change(20, 7, 20))).isFalse();
    }

    @Test
    void theNextTransactionIsNewAlthoughItBeginsAtTheSamePosition() {
        ReplayCursor restored = new ReplayCursor(readTwoChangesOfTransaction7().position());

        assertThat(restored.isReplayed(change(30, 8, 20))).isFalse();
        assertThat(restored.isReplayed(change(20, 9, 20))).isFalse();
    }

    @Test
    void aCheckpointInTheMiddleOfAReplayForgetsNothing() {
        ReplayCursor restored = new ReplayCursor(readTwoChangesOfTransaction7().position());
        restored.isReplayed(change(20, 7, 20));
        @Nullable ReplayPosition inBetween = restored.position();

        ReplayCursor again = new ReplayCursor(inBetween);

        assertThat(again.isReplayed(change(20, 7, 20))).isTrue();
        assertThat(again.isReplayed(change(20, 7, 20))).isTrue();
        assertThat(again.isReplayed(change(20, 7, 21))).isFalse();
    }

    @Test
    void aTransactionThatComesOtherwiseThanBeforeIsRefused() {
        ReplayCursor restored = new ReplayCursor(readTwoChangesOfTransaction7().position());
        restored.isReplayed(change(20, 7, 20));

        assertThatThrownBy(() -> restored.isReplayed(change(20, 7, 24)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("change 2 of transaction 7 was at 20 before the restart and is at 24 now");
    }

    @Test
    void positionBeforeAnyChangeIsTheRestoredOne() {
        assertThat(new ReplayCursor(null).position()).isNull();
        ReplayPosition position = readTwoChangesOfTransaction7().position();
        assertThat(new ReplayCursor(position).position()).isSameAs(position);
    }
}
