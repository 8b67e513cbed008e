package io.matih.streaming.endtoend.faults;

import java.util.List;

/**
 * How long the job needed.
 *
 * @param faults what struck together
 * @param secondsToRunning until all tasks ran again
 * @param secondsToCommit until rows of a checkpoint that began afterwards were in the table
 */
record Recovery(List<Fault> faults, double secondsToRunning, double secondsToCommit) {}
