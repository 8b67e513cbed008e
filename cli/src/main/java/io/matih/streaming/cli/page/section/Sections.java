package io.matih.streaming.cli.page.section;

import static io.matih.streaming.cli.page.section.Format.COUNT;
import static io.matih.streaming.cli.page.section.Format.DOLLARS;
import static io.matih.streaming.cli.page.section.Format.MILLIS;
import static io.matih.streaming.cli.page.section.Format.PERCENT;
import static io.matih.streaming.cli.page.section.Measure.perWindow;
import static io.matih.streaming.cli.page.section.Measure.quantile;
import static io.matih.streaming.cli.page.section.Measure.ratio;
import static io.matih.streaming.cli.page.section.Measure.sum;

import java.util.List;
import java.util.Map;

/** The sections of all tables: the one place to say what the page shows of a job. */
public final class Sections {

    private static final Section LLM_OPS = new Section(
            "Model calls",
            "How much each model is used, what it costs, and how well it answers",
            "model",
            "models",
            List.of(
                    Tile.of(
                            "Requests",
                            sum("total_requests").as(COUNT),
                            "{} per window",
                            perWindow("total_requests").as(COUNT)),
                    Tile.of(
                            "Cost",
                            sum("total_cost_usd").as(DOLLARS),
                            "{} per request",
                            ratio("total_cost_usd", "total_requests").as(DOLLARS)),
                    Tile.of("Error rate", ratio("failures", "total_requests").as(PERCENT), "of all requests"),
                    latencyTile()),
            List.of(
                    Chart.byGroup(
                            "Requests",
                            "per window",
                            perWindow("total_requests").as(COUNT)),
                    Chart.byGroup(
                            "Cost",
                            "USD per window",
                            perWindow("total_cost_usd").as(DOLLARS)),
                    Chart.byGroup(
                            "Error rate",
                            "of requests",
                            ratio("failures", "total_requests").as(PERCENT)),
                    latencyChart("Latency p50", "median", 0.50),
                    latencyChart("Latency p95", "19 of 20 calls are faster", 0.95),
                    latencyChart("Latency p99", "99 of 100 calls are faster", 0.99)));

    private static final Section AGENTS = new Section(
            "Agents",
            "How often each agent succeeds, how long it takes, and what it costs",
            "agent_id",
            "agents",
            List.of(
                    Tile.of(
                            "Traces",
                            sum("total_traces").as(COUNT),
                            "{} per window",
                            perWindow("total_traces").as(COUNT)),
                    Tile.of(
                            "Success rate",
                            ratio("successes", "total_traces").as(PERCENT),
                            "{} traces failed",
                            sum("failures").as(COUNT)),
                    Tile.of(
                            "Cost",
                            sum("total_cost_usd").as(DOLLARS),
                            "{} per success",
                            ratio("total_cost_usd", "successes").as(DOLLARS)),
                    latencyTile()),
            List.of(
                    Chart.byGroup(
                                    "Success rate",
                                    "of traces",
                                    ratio("successes", "total_traces").as(PERCENT))
                            .fitted(),
                    Chart.byGroup(
                            "Traces", "per window", perWindow("total_traces").as(COUNT)),
                    Chart.byGroup(
                            "Cost",
                            "USD per window",
                            perWindow("total_cost_usd").as(DOLLARS)),
                    latencyChart("Latency p50", "median", 0.50),
                    latencyChart("Latency p95", "19 of 20 traces are faster", 0.95),
                    latencyChart("Latency p99", "99 of 100 traces are faster", 0.99)));

    private static final Line ACTIVE = new Line("active", Tone.PLAIN, perWindow("total_sessions"));
    private static final Line COMPLETED = new Line("completed", Tone.GOOD, perWindow("completed_sessions"));
    private static final Line FAILED = new Line("failed", Tone.BAD, perWindow("failed_sessions"));
    private static final Line ABANDONED = new Line("abandoned", Tone.LOST, perWindow("abandoned_sessions"));

    private static final Section SESSIONS = new Section(
            "Sessions",
            "How many sessions reach their goal, who uses them, and what for",
            null,
            null,
            List.of(
                    Tile.of("Active sessions", perWindow("total_sessions").as(COUNT), "per window"),
                    Tile.of("Active users", perWindow("unique_users").as(COUNT), "per window"),
                    Tile.of(
                            "Completion rate",
                            ratio("completed_sessions", "total_sessions").as(PERCENT),
                            "{} are abandoned",
                            ratio("abandoned_sessions", "total_sessions").as(PERCENT)),
                    Tile.of(
                            "Median duration",
                            quantile("duration_tdigest", 0.50).as(MILLIS),
                            "p95 {} · p99 {}",
                            quantile("duration_tdigest", 0.95).as(MILLIS),
                            quantile("duration_tdigest", 0.99).as(MILLIS))),
            List.of(
                    Chart.funnel(
                            "Completion funnel", "sessions in a mean window", ACTIVE, COMPLETED, FAILED, ABANDONED),
                    Chart.lines("Sessions", "per window", COUNT, ACTIVE, COMPLETED, FAILED, ABANDONED),
                    Chart.lines(
                            "Active users",
                            "per window",
                            COUNT,
                            new Line("users", Tone.PLAIN, perWindow("unique_users"))),
                    Chart.lines(
                                    "Completion rate",
                                    "of sessions",
                                    PERCENT,
                                    new Line(
                                            "completion rate",
                                            Tone.GOOD,
                                            ratio("completed_sessions", "total_sessions")))
                            .fitted(),
                    Chart.ranking("Top agents", "sessions, summed over windows", "top_agents"),
                    Chart.ranking("Top intents", "sessions, summed over windows", "top_intents")));

    private static final Map<String, Section> BY_TABLE = Map.of(
            "llm_operations_metrics", LLM_OPS,
            "agent_performance_metrics", AGENTS,
            "session_analytics", SESSIONS,
            "state_transition_log", TransitionSection.SECTION);

    private Sections() {}

    /** The section of a table, named without its namespace; a plain one where none is declared. */
    public static Section of(String table) {
        return BY_TABLE.getOrDefault(table, Section.plain(table));
    }

    private static Tile latencyTile() {
        return Tile.of("p95 latency", latency(0.95), "p50 {} · p99 {}", latency(0.50), latency(0.99));
    }

    private static Chart latencyChart(String title, String unit, double share) {
        return Chart.byGroup(title, unit, latency(share));
    }

    private static Figure latency(double share) {
        return quantile("latency_tdigest", share).as(MILLIS);
    }
}
