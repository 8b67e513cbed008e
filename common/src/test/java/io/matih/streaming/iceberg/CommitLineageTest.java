package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitLineageTest {

    private static final String TABLE = "readings";

    private ReadingsTable readings;

    @BeforeEach
    void createTable(@TempDir Path warehouse) {
        readings = new ReadingsTable(ScriptedCatalog.in(warehouse));
    }

    @Test
    void whatIsThereBeforeAStartWithoutStateIsThePast() {
        commit("old", 40);
        CommitLineage lineage = CommitLineage.begin("new", TABLE, history());
        commit("new", 1);

        assertThatCode(() -> lineage.check(history())).doesNotThrowAnyException();
        commit("old", 41);
        assertThatThrownBy(() -> lineage.check(history()))
                .isInstanceOf(CommitCheckException.class)
                .hasMessageStartingWith("the table readings has a commit of job old (checkpoint 41, snapshot ")
                .hasMessageContaining(") that job new does not know;");
    }

    @Test
    void aJobIdThatHasCommittedDoesNotStartWithoutState() {
        commit("a", 3);
        commit("b", 1);

        assertThatThrownBy(() -> CommitLineage.begin("a", TABLE, history()))
                .hasMessageStartingWith(
                        "job a starts without state, but the table readings has its commits up to checkpoint 3;");
    }

    @Test
    void rowsOfTheCheckpointItselfMayBeCommittedAfterIt() {
        List<SeenCommit> state = CommitLineage.begin("a", TABLE, history()).state(5);
        commit("a", 5);

        assertThatCode(() -> restore("b", state)).doesNotThrowAnyException();
        commit("a", 6);
        assertThatThrownBy(() -> restore("b", state))
                .hasMessageStartingWith(
                        "job b is restored from checkpoint 5, but the table readings has commits of job a"
                                + " up to checkpoint 6; rows would be doubled or skipped.");
    }

    @Test
    void aLateRequestOfTheJobBeforeMayLandUntilTheNextOneHasCommitted() {
        List<SeenCommit> ofFirst = CommitLineage.begin("a", TABLE, history()).state(5);
        CommitLineage second = restore("b", ofFirst);
        List<SeenCommit> ofSecond = second.state(6);
        commit("a", 5);

        second.check(history());
        CommitLineage third = restore("c", ofSecond);
        commit("b", 6);
        commit("c", 7);

        assertThatCode(() -> third.check(history())).doesNotThrowAnyException();
        CommitLineage after = restore("c", third.state(7));
        commit("a", 5);
        assertThatThrownBy(() -> after.check(history()))
                .hasMessageStartingWith("the table readings has a commit of job a (checkpoint 5, ");
    }

    @Test
    void stateOfTheFirstReleaseKeepsTheNewestCommitItHadSeen() {
        commit("a", 3);
        commit("a", 5);
        List<SeenCommit> seen = List.of(new SeenCommit("a", 3, 42));

        assertThatCode(() -> CommitLineage.restore("b", TABLE, seen, 5, history()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CommitLineage.restore("b", TABLE, seen, 4, history()))
                .hasMessageContaining("restored from checkpoint 4", "commits of job a up to checkpoint 5");
    }

    @Test
    void aCommitOfAStrangerIsFound() {
        List<SeenCommit> state = stateThatKnowsACommitOf("a");
        commit("stranger", 2);
        long snapshot = readings.plain().currentSnapshot().snapshotId();

        assertThatThrownBy(() -> restore("a", state))
                .hasMessageStartingWith("the table readings has a commit of job stranger (checkpoint 2, snapshot "
                        + snapshot + ") that job a does not know; two jobs would write the same rows.");
    }

    @Test
    void commitsOfItsOwnThatTheStateCannotKnowAreFound() {
        List<SeenCommit> ofFirst = CommitLineage.begin("a", TABLE, history()).state(5);
        commit("b", 6);

        assertThatThrownBy(() -> restore("b", ofFirst))
                .hasMessageContaining("restored from checkpoint 5", "commits of job b up to checkpoint 6");
    }

    @Test
    void commitsThatAreExpiredAreMissed() {
        List<SeenCommit> state = stateThatKnowsACommitOf("a");
        readings.commitOfAnotherWriter(readings.write(new Reading(0, "other")));
        Table table = readings.plain();
        table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

        assertThatThrownBy(() -> restore("a", state))
                .hasMessageContaining("is restored from a state whose commits (snapshot ")
                .hasMessageContaining("are no longer in the history of the table readings");
    }

    private CommitLineage restore(String jobId, List<SeenCommit> state) {
        long checkpointId = state.get(state.size() - 1).checkpointId;
        return CommitLineage.restore(jobId, TABLE, state, checkpointId, history());
    }

    private void commit(String jobId, long checkpointId) {
        ReadingsTable.commit(
                readings.plain(), jobId, checkpointId, readings.write(new Reading(0, jobId + checkpointId)));
    }

    private List<SeenCommit> stateThatKnowsACommitOf(String jobId) {
        CommitLineage lineage = CommitLineage.begin(jobId, TABLE, history());
        commit(jobId, 1);
        lineage.see(Objects.requireNonNull(history().newest()));
        return lineage.state(1);
    }

    private CommitHistory history() {
        return new CommitHistory(((BaseTable) readings.plain()).operations().current());
    }
}
