package io.matih.streaming.platform.generator.agent;

import io.matih.streaming.platform.generator.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One that traces name by its id.
 *
 * @param name for people
 */
public record Agent(String tenantId, String id, String name) {

    /** All that {@link AgentTraffic} makes traces of, the largest tenant's first. */
    public static final List<Agent> ALL = all();

    private static List<Agent> all() {
        List<Agent> agents = new ArrayList<>();
        for (Tenant tenant : Tenant.ALL) {
            for (AgentProfile profile : AgentProfile.ALL) {
                agents.add(of(tenant, profile));
            }
        }
        return List.copyOf(agents);
    }

    static Agent of(Tenant tenant, AgentProfile profile) {
        return new Agent(
                tenant.id(), tenant.id() + "-" + profile.name(), title(tenant.id()) + " " + title(profile.name()));
    }

    private static String title(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
