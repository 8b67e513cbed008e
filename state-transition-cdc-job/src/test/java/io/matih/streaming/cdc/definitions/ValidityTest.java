package io.matih.streaming.cdc.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All changes but those of the snapshot are committed at 12:00:00. */
class ValidityTest {

    private static final String COMMIT = "12:00:00";

    @Test
    void rowOfTheSnapshotIsValidSinceItWasUpdated() {
        assertThat(validFrom(null, "09:30:00.123", null)).isEqualTo(at("09:30:00.123"));
        assertThat(validFrom(null, "23:00:00", null)).as("in the future").isEqualTo(at("23:00:00"));
    }

    @Test
    void rowOfTheSnapshotThatDoesNotSayIsValidSinceEver() {
        assertThat(validFrom(null, null, null)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void changeIsValidSinceItsRowWasUpdated() {
        assertThat(validFrom(COMMIT, "11:59:45", "11:00:00")).isEqualTo(at("11:59:45"));
        assertThat(validFrom(COMMIT, "11:59:45", null)).as("new row").isEqualTo(at("11:59:45"));
        assertThat(validFrom(COMMIT, "12:30:00", "11:00:00"))
                .as("in the future")
                .isEqualTo(at("12:30:00"));
    }

    @Test
    void changeIsNeverValidBeforeWindowsThatMayHaveBeenGivenOut() {
        assertThat(validFrom(COMMIT, "11:59:30", "11:00:00")).isEqualTo(at("11:59:30"));
        assertThat(validFrom(COMMIT, "11:59:29.999", "11:00:00")).isEqualTo(at("11:59:30"));
        assertThat(validFrom(COMMIT, "09:00:00", null)).isEqualTo(at("11:59:30"));
    }

    @Test
    void changeThatLeavesTheMomentAloneIsValidFromItsCommit() {
        assertThat(validFrom(COMMIT, "11:59:45", "11:59:45")).isEqualTo(at(COMMIT));
        assertThat(validFrom(COMMIT, "11:59:40", "11:59:45")).as("backwards").isEqualTo(at(COMMIT));
        assertThat(validFrom(COMMIT, null, "11:59:45")).isEqualTo(at(COMMIT));
        assertThat(validFrom(COMMIT, null, null)).isEqualTo(at(COMMIT));
    }

    @Test
    void noLaterCommitCanBeValidWhereTheVersionsAreComplete() {
        long complete = Validity.completeUntilMillis(at(COMMIT).toEpochMilli());

        assertThat(Instant.ofEpochMilli(complete)).isEqualTo(at("11:59:29"));
    }

    private static Instant validFrom(
            @Nullable String committed, @Nullable String updated, @Nullable String updatedBefore) {
        DefinitionChange change = new DefinitionChange();
        change.committedAtMillis = millis(committed);
        change.updatedAtMillis = millis(updated);
        change.previousUpdatedAtMillis = millis(updatedBefore);
        return Instant.ofEpochMilli(Validity.validFromMillis(change));
    }

    private static @Nullable Long millis(@Nullable String time) {
        return time == null ? null : (Long) at(time).toEpochMilli();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-20T" + time + "Z");
    }
}
