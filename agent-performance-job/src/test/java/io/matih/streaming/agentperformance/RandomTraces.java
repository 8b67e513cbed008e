package io.matih.streaming.agentperformance;

import io.matih.streaming.agentperformance.event.AgentTrace;
import io.matih.streaming.text.Utf8Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded traces in which every optional field is absent now and then, and tools tie and repeat. */
public final class RandomTraces {

    /** The last two are in another order in UTF-16 than in Unicode. */
    private static final String[] TOOLS = {
        "search",
        "Search",
        "sql",
        "browser",
        "calculator",
        "mail",
        "files",
        "é",
        "shell",
        "maps",
        "wiki",
        "\uFF21",
        "\uD83D\uDE00"
    };

    private RandomTraces() {}

    public static List<AgentTrace> of(Random random, int count) {
        List<AgentTrace> traces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AgentTrace trace = new AgentTrace();
            trace.origin.topic = "traces";
            trace.origin.partition = random.nextInt(3);
            trace.origin.offset = i;
            trace.tenantId = "tenant-" + random.nextInt(3);
            trace.agentId = "agent-" + random.nextInt(4);
            trace.sessionId = random.nextInt(7) == 0 ? null : Utf8Text.of("session-" + random.nextInt(1 + count / 10));
            trace.success = random.nextInt(6) != 0;
            trace.latencyMillis = sometimes(random, Math.round(Math.exp(6 + random.nextGaussian())));
            trace.tokensInput = sometimes(random, random.nextInt(8_000));
            trace.tokensOutput = sometimes(random, random.nextInt(4_000));
            trace.costNanoUsd = sometimes(random, random.nextLong(5_000_000_000L));
            trace.tools = tools(random);
            trace.accept();
            traces.add(trace);
        }
        return traces;
    }

    private static String[] tools(Random random) {
        String[] used = new String[random.nextInt(4)];
        for (int i = 0; i < used.length; i++) {
            used[i] = TOOLS[random.nextInt(TOOLS.length)];
        }
        return used;
    }

    private static long sometimes(Random random, long value) {
        return random.nextInt(6) == 0 ? AgentTrace.ABSENT : value;
    }
}
