package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.ApplicationCluster;
import io.matih.streaming.iceberg.CommitCheckException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The same job twice, of which one has to give up. */
final class TwoJobs {

    private static final Duration GIVES_UP_WITHIN = Duration.ofMinutes(2);

    private TwoJobs() {}

    /** Starts a second one from a checkpoint of the first, and returns when one of them has given up and is gone. */
    static void run(URI checkpoint, FaultyPlatform platform) {
        Books books = platform.books();
        books.expectTwoWriters(true);
        ApplicationCluster first = platform.cluster();
        ApplicationCluster second = platform.startBeside(checkpoint);
        try {
            Awaitility.await("one of two jobs gives up")
                    .atMost(GIVES_UP_WITHIN)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> hasGivenUp(first) || hasGivenUp(second));
        } finally {
            ApplicationCluster loser = hasGivenUp(first) ? first : second;
            platform.goOnWith(loser == first ? second : first);
            loser.close();
        }
        Rewind.readBooks(platform);
        books.expectTwoWriters(false);
    }

    private static boolean hasGivenUp(ApplicationCluster one) {
        try {
            return one.hasGivenUpFor(CommitCheckException.class);
        } catch (UncheckedIOException | IllegalStateException doesNotAnswer) {
            return false;
        }
    }
}
