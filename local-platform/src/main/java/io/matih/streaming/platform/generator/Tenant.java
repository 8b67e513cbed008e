package io.matih.streaming.platform.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * Who makes the traffic: one large customer, some of a middle size and a tail of small ones.
 *
 * @param rank 0 for the largest
 * @param upTo share of all events that this tenant and those before it make
 */
public record Tenant(String id, int rank, double upTo) {

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

    /** How fast the tenants become smaller: the first makes a good quarter of all events. */
    private static final double STEEPNESS = 0.9;

    /** All of them, largest first. */
    public static final List<Tenant> ALL = all();

    private static List<Tenant> all() {
        double sum = 0;
        for (int rank = 0; rank < NAMES.size(); rank++) {
            sum += weight(rank);
        }
        List<Tenant> tenants = new ArrayList<>();
        double upTo = 0;
        for (int rank = 0; rank < NAMES.size(); rank++) {
            upTo += weight(rank) / sum;
            tenants.add(new Tenant(NAMES.get(rank), rank, upTo));
        }
        return List.copyOf(tenants);
    }

    private static double weight(int rank) {
        return Math.pow(rank + 1, -STEEPNESS);
    }

    /** The tenant that a share from 0 to 1 falls on. */
    public static Tenant at(double share) {
        for (Tenant tenant : ALL) {
            if (share < tenant.upTo) {
                return tenant;
            }
        }
        return ALL.get(ALL.size() - 1);
    }
}
