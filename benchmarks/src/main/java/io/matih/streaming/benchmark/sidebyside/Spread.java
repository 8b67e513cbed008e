package io.matih.streaming.benchmark.sidebyside;

/** How calls are spread over tenants. */
enum Spread {
    /** Every tenant has as many as any other. */
    EVEN,
    /** One tenant has nine of ten. */
    SKEWED
}
