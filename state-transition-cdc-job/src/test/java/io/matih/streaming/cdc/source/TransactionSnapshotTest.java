package io.matih.streaming.cdc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TransactionSnapshotTest {

    @Test
    void seesWhatWasCommittedBeforeAndNotWhatWasRunning() {
        TransactionSnapshot snapshot = TransactionSnapshot.parse("10:20:10,14");

        assertThat(snapshot.sees(9)).isTrue();
        assertThat(snapshot.sees(10)).isFalse();
        assertThat(snapshot.sees(13)).isTrue();
        assertThat(snapshot.sees(14)).isFalse();
        assertThat(snapshot.sees(20)).isFalse();
        assertThat(snapshot.isBefore(19)).isFalse();
        assertThat(snapshot.isBefore(20)).isTrue();
    }

    @Test
    void idsOfTheChangeStreamLackTheirUpperHalf() {
        TransactionSnapshot snapshot = TransactionSnapshot.parse("4294967290:4294967300:4294967298");

        assertThat(snapshot.sees(4294967289L)).isTrue();
        assertThat(snapshot.sees(1)).as("4294967297").isTrue();
        assertThat(snapshot.sees(2)).as("4294967298, which was running").isFalse();
        assertThat(snapshot.sees(4)).as("4294967300").isFalse();
        assertThat(snapshot.isBefore(4)).isTrue();
        assertThat(snapshot.isBefore(4294967289L)).isFalse();
    }

    @Test
    void comesBackFromACheckpoint() {
        TransactionSnapshot running = TransactionSnapshot.parse("10:20:10,14");
        TransactionSnapshot quiet = TransactionSnapshot.parse("20:20:");

        assertThat(TransactionSnapshot.fromMap(running.toMap())).isEqualTo(running);
        assertThat(TransactionSnapshot.fromMap(quiet.toMap())).isEqualTo(quiet);
    }

    @Test
    void refusesOtherTexts() {
        assertThatThrownBy(() -> TransactionSnapshot.parse("10:20"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a snapshot of PostgreSQL: 10:20");
    }
}
