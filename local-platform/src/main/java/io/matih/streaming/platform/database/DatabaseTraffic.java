package io.matih.streaming.platform.database;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.agent.Agent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves state machines in the database: some transitions a second, most of them new rows, some changes of one, now and then
 * a deletion or an agent with a new name. The oldest transitions are deleted, so that the table stays small. The same seed
 * makes the same transitions.
 */
public final class DatabaseTraffic implements AutoCloseable {

    /** Rows that are there before the first change. */
    public static final int FIRST_ROWS = 400;
    /** Rows that stay. */
    public static final int MOST_ROWS = 2_000;

    private static final Duration FIRST_ROWS_OVER = Duration.ofDays(1);
    /** Before any trace of the generator, so that every window knows the names. */
    private static final Duration AGENTS_DEFINED_BEFORE = Duration.ofDays(2);

    private static final long TICK_MILLIS = 400;
    private static final long STOP_SECONDS = 10;
    private static final long WHAT = 7;
    private static final double CHANGED = 0.25;
    private static final double DELETED = 0.03;
    private static final double RENAMED = 0.006;
    private static final List<String> REASONS = List.of("corrected", "approved late", "merged", "audited");

    private final TransitionStore store;
    private final long seed;
    private final Clock clock;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "database-traffic");
        thread.setDaemon(true);
        return thread;
    });
    private long nextNumber;
    private volatile @Nullable Exception failure;

    private DatabaseTraffic(TransitionStore store, long seed, Clock clock) throws SQLException {
        this.store = store;
        this.seed = seed;
        this.clock = clock;
        this.nextNumber = store.nextNumber();
    }

    /**
     * Defines the agents of the generator and writes a day of transitions, where that was not done before, and goes on
     * from there in a thread of its own.
     */
    public static DatabaseTraffic start(SourceDatabase database, long seed, Clock clock) throws SQLException {
        DatabaseTraffic traffic = new DatabaseTraffic(new TransitionStore(database.connect()), seed, clock);
        traffic.prepare();
        Future<?> unused = traffic.writer.scheduleWithFixedDelay(
                traffic::guardedStep, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return traffic;
    }

    private void prepare() throws SQLException {
        Instant now = clock.instant();
        store.define(Agent.ALL, now.minus(AGENTS_DEFINED_BEFORE));
        if (nextNumber > 0) {
            return;
        }
        List<Transition> transitions = new ArrayList<>();
        List<Instant> createdAt = new ArrayList<>();
        for (; nextNumber < FIRST_ROWS; nextNumber++) {
            transitions.add(Transition.of(seed, nextNumber));
            createdAt.add(now.minus(
                    FIRST_ROWS_OVER.multipliedBy(FIRST_ROWS - nextNumber).dividedBy(FIRST_ROWS)));
        }
        store.insert(transitions, createdAt);
    }

    /** The first failure ends the traffic. */
    private void guardedStep() {
        if (failure == null) {
            try {
                step();
            } catch (SQLException | RuntimeException broken) {
                failure = broken;
            }
        }
    }

    private void step() throws SQLException {
        store.insert(List.of(Transition.of(seed, nextNumber)), List.of(clock.instant()));
        Chance chance = new Chance(seed, nextNumber, WHAT);
        nextNumber++;
        if (chance.happens(CHANGED)) {
            store.explain(chance.below(FIRST_ROWS / 2), chance.oneOf(REASONS));
        }
        if (chance.happens(DELETED)) {
            store.delete(chance.below(FIRST_ROWS / 2));
        }
        if (chance.happens(RENAMED)) {
            store.rename(chance.oneOf(Agent.ALL), clock.instant());
        }
        store.keepNewest(MOST_ROWS);
    }

    /** Why nothing is written any more; empty while it is. */
    public Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends after the transaction that is under way. */
    @Override
    public void close() throws SQLException {
        writer.shutdown();
        try (store) {
            if (!writer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            writer.shutdownNow();
        }
    }
}
