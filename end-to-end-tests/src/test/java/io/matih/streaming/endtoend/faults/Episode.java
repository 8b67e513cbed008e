package io.matih.streaming.endtoend.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A few faults while traffic flows; then no more, and the job has to come back and to catch up, and the books have to be
 * balanced. Faults come one by one, or two at once.
 */
final class Episode {

    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);
    private static final Duration COMMIT_WITHIN = Duration.ofMinutes(2);
    private static final Duration BALANCED_WITHIN = Duration.ofMinutes(2);

    private final FaultyPlatform platform;
    private final List<List<Fault>> strikes;
    private final Random random;

    /**
     * An episode.
     *
     * @param strikes what comes together, one after the other
     */
    Episode(FaultyPlatform platform, List<List<Fault>> strikes, Random random) {
        this.platform = platform;
        this.strikes = strikes;
        this.random = random;
    }

    /** Lets it all happen. */
    List<Recovery> run() {
        List<Recovery> recoveries = new ArrayList<>();
        for (List<Fault> together : strikes) {
            recoveries.add(recovery(together, strike(together)));
        }
        platform.settle();
        balance();
        return recoveries;
    }

    /** What hits the broker or the object store goes on while the next fault strikes something else. */
    private Moment strike(List<Fault> together) {
        Fault last = together.get(together.size() - 1);
        Fault lasting = together.get(0);
        boolean lasts = lasting instanceof BrokerFault || lasting instanceof StorageFault;
        if (lasts && !last.needsServers() && !lasting.target().equals(last.target())) {
            Random own = new Random(random.nextLong());
            CompletableFuture<Moment> first = CompletableFuture.supplyAsync(() -> lasting.strike(platform, own));
            Moment second = last.strike(platform, random);
            Moment healed = first.join();
            return healed.epochMillis() > second.epochMillis() ? healed : second;
        }
        together.subList(0, together.size() - 1).forEach(fault -> fault.strike(platform, random));
        return last.strike(platform, random);
    }

    private Recovery recovery(List<Fault> together, Moment moment) {
        platform.await("the job runs again after " + together, RUNNING_WITHIN, () -> platform.cluster()
                .isRunningSince(moment.restarts() ? moment.epochMillis() : 0));
        double running = secondsSince(moment);
        platform.await("a commit after " + together, COMMIT_WITHIN, () -> {
            platform.books().read();
            return platform.books().table().newestCheckpoint() > moment.checkpoint();
        });
        return Recovery.of(together, running, secondsSince(moment));
    }

    /** Whatever should have come out of the records that are there now must come out. */
    private void balance() {
        Books books = platform.books();
        books.read();
        Set<String> owed = books.owed();
        try {
            platform.await("balanced books", BALANCED_WITHIN, () -> {
                books.read();
                return owed.stream().noneMatch(books.owed()::contains);
            });
        } catch (ConditionTimeoutException never) {
            books.giveUp(owed);
        }
    }

    private static double secondsSince(Moment moment) {
        return (System.currentTimeMillis() - moment.epochMillis()) / 1000.0;
    }
}
