package io.matih.streaming.endtoend.faults;

import java.util.Random;

/** Something that goes wrong. */
interface Fault {

    /** What it hits. */
    String target();

    /** What happens, as a report says it. */
    String title();

    /** How often it may strike one platform. */
    default int limit() {
        return Integer.MAX_VALUE;
    }

    /** Whether it may heal all that is disturbed, so that nothing else can go on meanwhile. */
    default boolean needsServers() {
        return false;
    }

    /**
     * Lets it happen.
     *
     * @param random draws victims and durations
     * @return from when on the job has to recover: the moment of a kill, or the end of a disturbance
     */
    Moment strike(FaultyPlatform platform, Random random);
}
