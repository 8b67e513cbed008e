package io.matih.streaming.platform.generator.llm;

import java.util.ArrayList;
import java.util.List;

/**
 * Who calls models: one large customer, some of a middle size and a tail of small ones.
 *
 * @param upTo share of all calls that this tenant and those before it make
 * @param models what it calls, its favourite first
 */
record Tenant(String id, double upTo, List<LanguageModel> models) {

    private static final List<String> NAMES = List.of(
            "globex",
            "initech",
            "umbrella",
            "hooli",
            "stark",
            "wayne",
            "acme",
            "vehement",
            "massive",
            "soylent",
            "tyrell",
            "cyberdyne",
            "wonka",
            "oscorp",
            "gringotts",
            "duff",
            "sterling",
            "prestige",
            "monarch",
            "pied");

    /** How fast the tenants become smaller: the first makes a good quarter of all calls. */
    private static final double STEEPNESS = 0.9;

    /** All of them, largest first. */
    static final List<Tenant> ALL = all();

    private static List<Tenant> all() {
        double sum = 0;
        for (int rank = 0; rank < NAMES.size(); rank++) {
            sum += weight(rank);
        }
        List<Tenant> tenants = new ArrayList<>();
        double upTo = 0;
        for (int rank = 0; rank < NAMES.size(); rank++) {
            upTo += weight(rank) / sum;
            tenants.add(new Tenant(NAMES.get(rank), upTo, modelsOf(rank)));
        }
        return List.copyOf(tenants);
    }

    private static double weight(int rank) {
        return Math.pow(rank + 1, -STEEPNESS);
    }

    /** The largest uses six models, the small ones two. */
    private static List<LanguageModel> modelsOf(int rank) {
        int count = Math.max(2, 6 - rank);
        List<LanguageModel> models = new ArrayList<>();
        for (int choice = 0; choice < count; choice++) {
            models.add(LanguageModel.ALL.get((rank + choice * 3) % LanguageModel.ALL.size()));
        }
        return List.copyOf(models);
    }

    /** The tenant that a share from 0 to 1 falls on. */
    static Tenant at(double share) {
        for (Tenant tenant : ALL) {
            if (share < tenant.upTo) {
                return tenant;
            }
        }
        return ALL.get(ALL.size() - 1);
    }
}
