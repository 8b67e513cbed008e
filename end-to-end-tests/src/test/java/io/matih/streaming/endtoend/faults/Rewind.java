package io.matih.streaming.endtoend.faults;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.deployment.RestorePoint;
import io.matih.streaming.cli.deployment.TableRewind;
import io.matih.streaming.kafka.LostTransactionException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.Table;

/** A job and its table go back to a checkpoint as one, as {@code matih rewind} and the runbook have it. */
final class Rewind {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    private Rewind() {}

    /** The newest checkpoints to which the table can go back, because nobody else has written since; newest first. */
    static List<URI> checkpoints(FaultyPlatform platform) {
        return platform.withTable(table -> platform.cluster().retainedCheckpoints().stream()
                .takeWhile(checkpoint -> isPossible(table, checkpoint))
                .toList());
    }

    /** The newest of them. */
    static URI newestCheckpoint(FaultyPlatform platform) {
        return platform.awaitAnswer("a checkpoint to go back to", WITHIN, () -> checkpoints(platform).stream()
                .findFirst());
    }

    private static boolean isPossible(Table table, URI checkpoint) {
        try {
            TableRewind.of(table, RestorePoint.of(checkpoint.toString(), null));
            return true;
        } catch (Refusal othersRows) {
            return false;
        }
    }

    /**
     * Goes back. What is left of the cluster is killed first, so that nobody commits any more.
     *
     * @return from when on the job has to recover
     */
    static Moment to(URI checkpoint, FaultyPlatform platform) {
        platform.settle();
        platform.cluster().close();
        readBooks(platform);
        RestorePoint point = RestorePoint.of(checkpoint.toString(), null);
        platform.withTable(table -> {
            TableRewind rewind = TableRewind.of(table, point);
            platform.books().rewind(rewind.target().snapshotId());
            return Optional.ofNullable(rewind.apply());
        });
        Moment moment = new Moment(System.currentTimeMillis(), point.checkpointId(), true);
        platform.startNextCluster(settings -> settings.from(checkpoint));
        return moment;
    }

    /**
     * Waits for the next commit. When the job says that Kafka gave up what a checkpoint had promised, no restart can help,
     * and it goes back.
     *
     * @param earlier a checkpoint of which everything has been committed everywhere
     * @return from when on the job has to recover
     */
    static Moment ifTransactionsAreLost(URI earlier, FaultyPlatform platform) {
        Moment moment = Moment.ofHealing(platform);
        AtomicBoolean lost = new AtomicBoolean();
        platform.await("a commit, or a transaction that is said to be lost", WITHIN, () -> {
            lost.set(platform.cluster().wasHitBy(LostTransactionException.class));
            platform.books().read();
            return lost.get() || platform.books().table().newestCheckpoint() > moment.checkpoint();
        });
        return lost.get() ? to(earlier, platform) : moment;
    }

    /** Reads all that has come out. */
    static void readBooks(FaultyPlatform platform) {
        platform.await("books of all that has come out", WITHIN, () -> {
            platform.books().read();
            return true;
        });
    }
}
