package io.matih.streaming.endtoend.faults;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How long the job needed.
 *
 * @param faults what struck together
 * @param secondsToRunning until all tasks ran again; empty when they should not
 * @param secondsToCommit until rows of a checkpoint that began afterwards were in the table; empty when they should not be
 */
record Recovery(List<Fault> faults, OptionalDouble secondsToRunning, OptionalDouble secondsToCommit) {

    /** From faults from which a job recovers. */
    static Recovery of(List<Fault> faults, double secondsToRunning, double secondsToCommit) {
        return new Recovery(faults, OptionalDouble.of(secondsToRunning), OptionalDouble.of(secondsToCommit));
    }

    /** There is none. */
    static Recovery none(Fault fault) {
        return new Recovery(List.of(fault), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
