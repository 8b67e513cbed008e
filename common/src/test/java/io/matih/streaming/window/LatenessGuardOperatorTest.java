package io.matih.streaming.window;

import static io.matih.streaming.window.TestEvent.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.window.SimulatedJob.JudgeOperator;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.junit.jupiter.api.Test;

/** A window that has given its row gives no second one after a restore. */
class LatenessGuardOperatorTest {

    private static final long START = 1_700_000_040_000L;
    private static final int RESTORES = 100;

    @Test
    void noWindowFiresTwiceOverRestores() throws Exception {
        for (long seed = 0; seed < RESTORES; seed++) {
            List<TestRow> rows = runWithRestore(seed, settings -> new LatenessJudge<>(TestRow.AGGREGATE, settings));

            assertThat(doubled(rows)).as("windows with two rows, seed %d", seed).isEmpty();
        }
    }

    @Test
    void withoutTheGuardWindowsFireTwice() throws Exception {
        int doubled = 0;
        for (long seed = 0; seed < 50; seed++) {
            doubled += doubled(runWithRestore(seed, UnguardedJudge::new)).size();
        }

        assertThat(doubled).isPositive();
    }

    /**
     * An idle partition wakes after the restore with events of a window that the other partition has ended. Its own
     * clock does not call them late, so the guard alone does.
     */
    private static List<TestRow> runWithRestore(long seed, JudgeOperator operator) throws Exception {
        Random random = new Random(seed);
        List<TestEvent> fast = new ArrayList<>();
        List<TestEvent> slow = new ArrayList<>();
        for (int offset = 0; offset < 12; offset++) {
            String key = "key-" + random.nextInt(3);
            fast.add(anEvent(key, START + offset * 10_000L + random.nextInt(10_000))
                    .at(0, offset));
            slow.add(anEvent(key, START + random.nextInt(50_000)).at(1, offset));
        }
        WindowSettings settings =
                SimulatedJob.settings(random.nextBoolean() ? PreAggregation.ON : PreAggregation.OFF, Duration.ZERO);
        try (SimulatedJob job = new SimulatedJob(List.of(fast, slow), settings, 1 + random.nextInt(2), operator)) {
            job.read(1);
            job.declareIdle(1);
            while (!job.isExhausted(0)) {
                job.read(0);
            }
            job.emitWatermark(0);
            job.deliverAll();
            job.checkpoint();
            job.crashAndRestore(1 + random.nextInt(2));
            while (!job.isExhausted(1)) {
                job.read(1);
            }
            job.drain(START + 10_000_000L);
            return job.rows;
        }
    }

    private static Set<String> doubled(List<TestRow> rows) {
        Set<String> seen = new HashSet<>();
        Set<String> doubled = new HashSet<>();
        for (TestRow row : rows) {
            String window = row.key() + "@" + row.start();
            if (!seen.add(window)) {
                doubled.add(window);
            }
        }
        return doubled;
    }

    private static final class UnguardedJudge extends LatenessJudge<String, TestAccumulator> {

        private static final long serialVersionUID = 1L;

        UnguardedJudge(WindowSettings settings) {
            super(TestRow.AGGREGATE, settings);
        }

        @Override
        LatenessGuard createGuard(StateInitializationContext context) throws Exception {
            return new ForgetfulGuard(context.getOperatorStateStore());
        }
    }

    private static final class ForgetfulGuard extends LatenessGuard {

        ForgetfulGuard(OperatorStateStore store) throws Exception {
            super(store);
        }

        @Override
        long watermarkMillis(long currentWatermarkMillis) {
            return currentWatermarkMillis;
        }
    }
}
