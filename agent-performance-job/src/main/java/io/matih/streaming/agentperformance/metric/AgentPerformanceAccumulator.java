package io.matih.streaming.agentperformance.metric;

import static io.matih.streaming.agentperformance.event.AgentTrace.ABSENT;

import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.sketch.DistinctSketch;
import io.matih.streaming.sketch.Distribution;
import io.matih.streaming.sketch.Money;
import io.matih.streaming.sketch.ValueCounts;
import io.matih.streaming.text.Utf8Text;
import io.matih.streaming.window.DistinctAccumulator;
import java.util.Arrays;
import java.util.HashSet;

/**
 * Sums over traces. Every field is a sum, a largest value, a distribution or counts of values, so any split of the
 * traces, merged in any order, gives the same. Sums that leave 64 bits throw.
 */
public final class AgentPerformanceAccumulator extends DistinctAccumulator<AgentTrace, AgentPerformanceAccumulator> {

    private static final int SESSIONS = 0;
    /** So many are compared with each other faster than a set of them is made. */
    private static final int FEW_TOOLS = 8;

    private static final long SUMS_BYTES = 120;

    public long successes;

    public long tokensInput;
    public long tokensOutput;
    public long costNanoUsd;

    public long latencySumMillis;
    /** {@link AgentTrace#ABSENT} while no trace had a latency. */
    public long maxLatencyMillis = ABSENT;

    public Distribution latencies = new Distribution();

    /** How many traces used each tool. */
    public ValueCounts tools = new ValueCounts();

    public long distinctSessions;
    public DistinctSketch sessions = new DistinctSketch();

    @Override
    public void add(AgentTrace trace) {
        if (trace.success) {
            successes++;
        }
        if (trace.tokensInput != ABSENT) {
            tokensInput = Math.addExact(tokensInput, trace.tokensInput);
        }
        if (trace.tokensOutput != ABSENT) {
            tokensOutput = Math.addExact(tokensOutput, trace.tokensOutput);
        }
        if (trace.costNanoUsd != ABSENT) {
            costNanoUsd = Money.add(costNanoUsd, trace.costNanoUsd);
        }
        if (trace.latencyMillis != ABSENT) {
            latencySumMillis = Math.addExact(latencySumMillis, trace.latencyMillis);
            maxLatencyMillis = Math.max(maxLatencyMillis, trace.latencyMillis);
            latencies.add((double) trace.latencyMillis);
        }
        addTools(trace.tools);
        if (trace.sessionId != null) {
            distinct(SESSIONS, trace.sessionId);
        }
    }

    /** A trace counts once for each tool, however often it used it. */
    private void addTools(String[] used) {
        if (used.length > FEW_TOOLS) {
            new HashSet<>(Arrays.asList(used)).forEach(tools::add);
            return;
        }
        for (int i = 0; i < used.length; i++) {
            if (isFirst(used, i)) {
                tools.add(used[i]);
            }
        }
    }

    private static boolean isFirst(String[] texts, int index) {
        for (int i = 0; i < index; i++) {
            if (texts[i].equals(texts[index])) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void countDistinct(int set, String group, Utf8Text session) {
        distinctSessions++;
        sessions.add(session);
    }

    /** There are many agents, each with a share of its tenant's sessions. */
    @Override
    protected int shards() {
        return 1;
    }

    @Override
    public void merge(AgentPerformanceAccumulator other) {
        successes += other.successes;
        tokensInput = Math.addExact(tokensInput, other.tokensInput);
        tokensOutput = Math.addExact(tokensOutput, other.tokensOutput);
        costNanoUsd = Money.add(costNanoUsd, other.costNanoUsd);
        latencySumMillis = Math.addExact(latencySumMillis, other.latencySumMillis);
        maxLatencyMillis = Math.max(maxLatencyMillis, other.maxLatencyMillis);
        latencies.merge(other.latencies);
        tools.merge(other.tools);
        distinctSessions += other.distinctSessions;
        sessions.merge(other.sessions);
    }

    @Override
    public long sizeInBytes() {
        return SUMS_BYTES + latencies.sizeInBytes() + tools.sizeInBytes() + sessions.sizeInBytes();
    }
}
