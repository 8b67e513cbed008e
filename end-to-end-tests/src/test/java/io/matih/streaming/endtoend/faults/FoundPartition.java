package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.ApplicationCluster;
import java.util.concurrent.Callable;

/**
 * Whether the job has an added partition for good: a task has it, and a checkpoint has been completed that began after
 * that. From then on the job never looks at the other partitions alone, whatever it is restored from.
 */
final class FoundPartition implements Callable<Boolean> {

    private final FaultyPlatform platform;
    private final int partition;
    private long runningSinceMillis;
    private long begun;

    FoundPartition(FaultyPlatform platform, int partition) {
        this.platform = platform;
        this.partition = partition;
    }

    @Override
    public Boolean call() {
        ApplicationCluster cluster = platform.cluster();
        long since = cluster.runningSinceMillis();
        if (since == runningSinceMillis) {
            return cluster.latestCheckpointId() > begun;
        }
        if (cluster.isReading(partition)) {
            begun = cluster.newestCheckpoint();
            runningSinceMillis = since;
        }
        return false;
    }
}
