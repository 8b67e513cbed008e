package io.matih.streaming.endtoend.faults;

/**
 * A point in time, and of the checkpoints.
 *
 * @param checkpoint the newest that had begun
 * @param restarts whether the job has to start all of its tasks anew after this
 */
record Moment(long epochMillis, long checkpoint, boolean restarts) {

    /** Now, in a job whose tasks have to be started anew. */
    static Moment ofRestart(FaultyPlatform platform) {
        return new Moment(System.currentTimeMillis(), platform.newestCheckpoint(), true);
    }

    /** Now, in a job that may just go on. */
    static Moment ofHealing(FaultyPlatform platform) {
        return new Moment(System.currentTimeMillis(), platform.newestCheckpoint(), false);
    }
}
