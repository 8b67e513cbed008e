package io.matih.streaming.platform.generator.agent;

import io.matih.streaming.platform.generator.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent is like.
 *
 * @param name what its id begins with
 * @param popularity of the agents of a tenant, relative to the others
 * @param failing share of its work that fails
 * @param latencyMillis median
 * @param latencySpread standard deviation of the logarithm
 * @param usdPerThousandTokens what its work costs
 * @param tools what it can use, its favourite first
 */
record AgentProfile(
        String name,
        double popularity,
        double failing,
        double latencyMillis,
        double latencySpread,
        double usdPerThousandTokens,
        List<String> tools) {

    /** All of them. */
    static final List<AgentProfile> ALL = List.of(
            new AgentProfile(
                    "support", 10, 0.02, 1_800, 0.5, 0.0006, List.of("knowledge_base", "ticket_search", "crm")),
            new AgentProfile("researcher", 4, 0.06, 24_000, 0.9, 0.009, List.of("web_search", "browser", "pdf_reader")),
            new AgentProfile(
                    "coder", 5, 0.12, 42_000, 1.1, 0.015, List.of("shell", "file_editor", "test_runner", "web_search")),
            new AgentProfile("analyst", 3, 0.04, 9_000, 0.7, 0.004, List.of("sql", "chart", "spreadsheet")),
            new AgentProfile("translator", 6, 0.004, 900, 0.3, 0.0003, List.of("glossary")),
            new AgentProfile("scheduler", 2, 0.25, 3_500, 0.6, 0.001, List.of("calendar", "mail", "maps")));

    private static final int MOST_TOOLS = 6;
    private static final double ONE_MORE_TOOL = 0.65;
    private static final double FAVOURITE = 0.4;

    private static final double SUM =
            ALL.stream().mapToDouble(AgentProfile::popularity).sum();

    /** The one that a share from 0 to 1 falls on. */
    static AgentProfile at(double share) {
        double rest = share * SUM;
        for (AgentProfile profile : ALL) {
            rest -= profile.popularity;
            if (rest < 0) {
                return profile;
            }
        }
        return ALL.get(ALL.size() - 1);
    }

    /** The tools of one piece of work, its favourite most often; one may come more than once. */
    List<String> toolsUsed(Chance chance) {
        List<String> used = new ArrayList<>();
        while (used.size() < MOST_TOOLS && chance.happens(ONE_MORE_TOOL)) {
            used.add(chance.happens(FAVOURITE) ? tools.get(0) : chance.oneOf(tools));
        }
        return used;
    }
}
