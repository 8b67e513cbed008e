package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes agent traces of about 480 bytes: 25 agents for each tenant, each with a speed, an error rate and tools of its own; about
 * four traces a session. One in ten is of an action that the job does not keep.
 */
final class TraceGenerator implements EventGenerator {

    /** Of each tenant. */
    static final int AGENTS = 25;

    private static final int FIRST_TENANT = 10;
    private static final int FIRST_AGENT = 100;
    private static final int TRACES_PER_SESSION = 4;
    private static final int OPEN_SESSIONS = 20;
    private static final String[] FILTERED_ACTIONS = {"started", "tool_called"};
    private static final String[] TOOLS = {
        "search",
        "browser",
        "calculator",
        "sql",
        "calendar",
        "email",
        "code",
        "files",
        "translate",
        "weather",
        "maps",
        "charts"
    };
    private static final String[] ERRORS = {"rate limit exceeded", "tool timed out", "context window exceeded"};

    private final Random random;
    private final Spread spread;
    private final EventTimes times;
    private final JsonLine json = new JsonLine();
    private final StringBuilder tools = new StringBuilder();
    private long traces;

    TraceGenerator(long seed, Spread spread, long startMillis) {
        this.random = new Random(seed);
        this.spread = spread;
        this.times = new EventTimes(random, startMillis, EventTimes.USUAL_MILLIS);
    }

    @Override
    public GeneratedEvent next() {
        long millis = times.next();
        return random.nextInt(10) == 0
                ? trace(
                        millis,
                        FILTERED_ACTIONS[random.nextInt(FILTERED_ACTIONS.length)],
                        null,
                        GeneratedEvent.FILTERED)
                : at(millis);
    }

    @Override
    public GeneratedEvent at(long millis) {
        int agent = spread.tenant(random) * AGENTS + random.nextInt(AGENTS);
        boolean failed = random.nextInt(100) < 1 + agent % 7;
        // Some agents come to an end with an error nevertheless.
        boolean hasError = failed || random.nextInt(100) == 0;
        String error = hasError ? ERRORS[random.nextInt(ERRORS.length)] : null;
        return trace(millis, failed ? "failed" : "completed", error, agent);
    }

    private GeneratedEvent trace(long millis, String action, @Nullable String error, int row) {
        int agent = row == GeneratedEvent.FILTERED ? spread.tenant(random) * AGENTS + random.nextInt(AGENTS) : row;
        int tokensInput = 300 + random.nextInt(6_000);
        int tokensOutput = 30 + random.nextInt(1_200);
        long session = traces / (TRACES_PER_SESSION * AGENTS) + random.nextInt(OPEN_SESSIONS);
        traces++;
        json.text("event_id", Long.toHexString(random.nextLong() | Long.MIN_VALUE))
                .text("event_type", "agent_trace")
                .text("trace_id", "trace-", 1_000_000_000 + traces)
                .text("session_id", "session-" + agent + "-", 1_000_000 + session);
        byte[] value = agent(json, agent)
                .text("action", action)
                .number("latency_ms", Math.round(Math.exp(6.5 + agent % 5 * 0.4 + 0.5 * random.nextGaussian())))
                .number("tokens_input", tokensInput)
                .number("tokens_output", tokensOutput)
                .millionths("cost_usd", 3L * tokensInput + 15L * tokensOutput)
                .literal("tools_used", tools(agent))
                .text("error_message", error)
                .text("model", "large-2026-05")
                .text("region", "eu-central-1")
                .timestamp("timestamp", millis)
                .toBytes();
        return new GeneratedEvent(value, millis, row, 1);
    }

    /** Writes who an agent is. */
    static JsonLine agent(JsonLine json, int agent) {
        return json.text("tenant_id", "tenant-", FIRST_TENANT + agent / AGENTS)
                .text("agent_id", "agent-", FIRST_AGENT + agent % AGENTS);
    }

    private CharSequence tools(int agent) {
        tools.setLength(0);
        tools.append('[');
        int used = random.nextInt(5);
        for (int use = 0; use < used; use++) {
            tools.append(use == 0 ? "\"" : ",\"")
                    .append(TOOLS[(agent + random.nextInt(4)) % TOOLS.length])
                    .append('"');
        }
        return tools.append(']');
    }
}
