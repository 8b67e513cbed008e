package io.matih.streaming.benchmark.sidebyside;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of the agents of {@link TraceGenerator}, as the capture of changes writes them: known since long before the first
 * trace, and complete until after the last, so that rows get them without waiting.
 */
final class AgentNames {

    private static final long KNOWN_SINCE_MILLIS = 1_500_000_000_000L;

    private AgentNames() {}

    /** The topic of names beside a topic of traces. */
    static String topicOf(String traces) {
        return traces + "-names";
    }

    /** A name for each agent, and then that there are no others until the given moment. */
    static List<byte[]> records(long completeUntilMillis) {
        JsonLine json = new JsonLine();
        List<byte[]> records = new ArrayList<>();
        for (int agent = 0; agent < Spread.MOST_TENANTS * TraceGenerator.AGENTS; agent++) {
            records.add(TraceGenerator.agent(json, agent)
                    .text("name", "Assistant ", agent)
                    .timestamp("valid_from", KNOWN_SINCE_MILLIS)
                    .toBytes());
        }
        records.add(json.timestamp("complete_until", completeUntilMillis).toBytes());
        return records;
    }
}
