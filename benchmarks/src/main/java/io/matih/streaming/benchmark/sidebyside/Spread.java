package io.matih.streaming.benchmark.sidebyside;

import java.util.Random;

/** How events, or sessions, are spread over tenants. */
enum Spread {
    /** Twenty tenants, each with as many as any other. */
    EVEN(20, 0),
    /** Ten tenants, each with as many as any other. */
    TEN(10, 0),
    /** One tenant has nine of ten; the rest is spread evenly over ten. */
    SKEWED(10, 90),
    /** One tenant has all. */
    ONE(1, 0);

    static final int MOST_TENANTS = 20;

    private final int tenants;
    private final int firstPercent;

    Spread(int tenants, int firstPercent) {
        this.tenants = tenants;
        this.firstPercent = firstPercent;
    }

    /** The number of a tenant, from 0. */
    int tenant(Random random) {
        return random.nextInt(100) < firstPercent ? 0 : random.nextInt(tenants);
    }
}
