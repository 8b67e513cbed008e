package io.matih.streaming.benchmark.sidebyside;

/** Makes the events of a stream as JSON, the same for the same seed. */
interface EventGenerator {

    /** The next event. */
    GeneratedEvent next();

    /** An event that the job keeps, at a moment of its own. */
    GeneratedEvent at(long millis);

    /** Makes generators of one kind. */
    @FunctionalInterface
    interface Factory {

        /** @param startMillis event time of the first event, without its disorder */
        EventGenerator create(long seed, Spread spread, long startMillis);
    }
}
