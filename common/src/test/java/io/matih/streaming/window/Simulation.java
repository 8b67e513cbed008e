package io.matih.streaming.window;

import io.matih.streaming.iceberg.MemoryTable;
import io.matih.streaming.window.WindowSettings.PreAggregation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/**
 * A seeded run of a whole job without processes: production operators from the source's records to the snapshots of a table.
 *
 * <p>Drawn are the interleaving of partitions, watermarks and channels; checkpoints that complete, are declined, or complete
 * without anybody hearing of it; what the catalog answers to a commit, and whether the request lands, is dropped or lands
 * late; crashes before, between and after all of these, with other parallelisms; restores from a savepoint under a new job
 * id; and attempts that were given up and commit when nobody expects it, even while the next attempt is about to.
 */
public final class Simulation implements AutoCloseable {

    private static final int MOST_STEPS = 32;
    private static final int MOST_EVENTS = 24;
    private static final int MOST_ATTEMPTS = 50;
    /** More than there are processors, because a commit of Iceberg sleeps until its own threads have written. */
    private static final int THREADS = 8;

    private final long seed;
    private final Random random;
    private final SimulatedScript script;
    private final Duration allowedLateness;
    private final boolean partitionsFallIdle;
    private final MemoryTable<TestRow> table = new MemoryTable<>();
    private final List<SimulatedSink> zombies = new ArrayList<>();
    private final SimulatedJob job;
    private SimulatedSink sink;
    private SimulatedSink.@Nullable Checkpoint completed;
    private boolean firstPartitionSleeps;
    private int jobNumber = 1;
    private int attempts = 1;

    private Simulation(long seed) throws Exception {
        this.seed = seed;
        random = new Random(~seed);
        script = new SimulatedScript(seed, MOST_EVENTS, 20_000);
        allowedLateness = Duration.ofSeconds(random.nextInt(3) == 0 ? 60 : 0);
        partitionsFallIdle = random.nextBoolean();
        firstPartitionSleeps = partitionsFallIdle && script.partitions.size() > 1;
        PreAggregation preAggregation = random.nextInt(4) == 0 ? PreAggregation.OFF : PreAggregation.ON;
        job = new SimulatedJob(
                script.partitions, SimulatedJob.settings(preAggregation, allowedLateness), drawnParallelism());
        sink = new SimulatedSink(table, jobId());
        sink.start(null);
    }

    /**
     * Runs seeds and says in one line each which of them went wrong.
     *
     * @throws IllegalStateException when it is interrupted
     */
    public static List<String> failures(LongStream seeds) {
        ForkJoinPool pool = new ForkJoinPool(THREADS);
        try {
            return pool.submit(() -> seeds.parallel()
                            .mapToObj(Simulation::failure)
                            .flatMap(Optional::stream)
                            .toList())
                    .get();
        } catch (InterruptedException | ExecutionException ended) {
            throw new IllegalStateException("not all seeds were run", ended);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Optional<String> failure(long seed) {
        List<String> problems = problems(seed);
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of("seed " + seed + ": " + problems.get(0)
                        + (problems.size() == 1 ? "" : " and " + (problems.size() - 1) + " more")
                        + "; again with -Dsimulation.seed=" + seed);
    }

    private static List<String> problems(long seed) {
        try (Simulation simulation = new Simulation(seed)) {
            simulation.run();
            return simulation.problems();
        } catch (Exception | AssertionError failure) {
            return List.of("failed: " + failure);
        }
    }

    private void run() throws Exception {
        for (int steps = 4 + random.nextInt(MOST_STEPS - 4); steps > 0; steps--) {
            act(random.nextInt(100));
        }
        do {
            job.readToTheEnd(SimulatedScript.END);
        } while (!checkpointWithoutCrash());
        zombies.forEach(SimulatedSink::wake);
        table.landLate();
    }

    private void act(int action) throws Exception {
        int partition = random.nextInt(script.partitions.size());
        if (action < 40) {
            read(partition, 1 + random.nextInt(8));
        } else if (action < 58) {
            job.emitWatermark(random.nextInt(job.parallelism()));
        } else if (action < 72) {
            for (int delivery = 0; delivery < 4; delivery++) {
                job.deliverSome(random);
            }
        } else if (action < 77) {
            if (partitionsFallIdle) {
                job.declareIdle(partition);
            }
        } else if (action < 91) {
            checkpoint();
        } else if (action < 93) {
            crash();
        } else if (action < 95) {
            restoreUnderNewJobId();
        } else if (action < 97) {
            table.landLate();
        } else if (!zombies.isEmpty()) {
            zombies.get(random.nextInt(zombies.size())).wake();
        }
    }

    /** The first partition may stand still until a restore, so that the others have ended its windows when it wakes. */
    private void read(int partition, int most) throws Exception {
        if (partition == 0 && firstPartitionSleeps) {
            job.declareIdle(partition);
            return;
        }
        for (int i = 0; i < most && !job.isExhausted(partition); i++) {
            job.read(partition);
        }
    }

    /** A checkpoint and its commit, with whatever may go wrong on the way. */
    private void checkpoint() throws Exception {
        SimulatedSink.Checkpoint taken = sink.barrier(job.checkpointId() + 1, job.barrier());
        switch (random.nextInt(10)) {
            case 0 -> crash();
            case 1 -> {} // Declined; the job goes on and the next checkpoint takes all along.
            case 2 -> {
                complete(taken);
                crash();
            }
            case 3 -> complete(taken);
            default -> {
                complete(taken);
                arrangeCommit();
                commit();
            }
        }
    }

    private void complete(SimulatedSink.Checkpoint taken) {
        job.complete();
        completed = taken;
        sink.completeUntold(taken.id());
    }

    private void arrangeCommit() {
        for (int faults = random.nextInt(3); faults > 0; faults--) {
            table.scriptNextCommit(random);
        }
        if (random.nextInt(4) == 0) {
            List<SimulatedSink> waking = List.copyOf(zombies);
            table.beforeNextCommit(() -> {
                waking.forEach(SimulatedSink::wake);
                table.landLate();
            });
        }
    }

    /** Whether it was told that it succeeded; otherwise the task has failed and the job has gone back. */
    private boolean commit() throws Exception {
        try {
            sink.complete(job.checkpointId());
            return true;
        } catch (RuntimeException failsTheTask) {
            crash();
            return false;
        }
    }

    private boolean checkpointWithoutCrash() throws Exception {
        complete(sink.barrier(job.checkpointId() + 1, job.barrier()));
        return commit();
    }

    private void crash() throws Exception {
        arrangeCommit();
        restart();
    }

    /** Stopped with a savepoint, whose rows may not be committed before the job that goes on from it is another one. */
    private void restoreUnderNewJobId() throws Exception {
        complete(sink.barrier(job.checkpointId() + 1, job.barrier()));
        if (random.nextInt(3) == 0 || commit()) {
            jobNumber++;
            restart();
        }
    }

    /** Attempts until one has started, each of which commits what the last checkpoint has and the table has not. */
    private void restart() throws Exception {
        job.crashAndRestore(drawnParallelism());
        firstPartitionSleeps = false;
        boolean started = false;
        while (!started) {
            if (++attempts > MOST_ATTEMPTS) {
                throw new IllegalStateException("no attempt could start any more");
            }
            giveUp();
            sink = new SimulatedSink(table, jobId());
            try {
                sink.start(completed);
                started = true;
            } catch (RuntimeException failsTheTask) {
                if (completed != null) {
                    sink.completeUntold(completed.id());
                }
            }
        }
    }

    private void giveUp() throws Exception {
        if (random.nextBoolean()) {
            zombies.add(sink);
        } else {
            sink.close();
        }
    }

    private int drawnParallelism() {
        return 1 + random.nextInt(1 + random.nextInt(3));
    }

    private JobID jobId() {
        return new JobID(seed, jobNumber);
    }

    private List<String> problems() throws IOException {
        List<String> problems = new PlainAccount(script.partitions, allowedLateness.toMillis())
                .problems(job.rows, job.lateEvents, job.deadLetters, partitionsFallIdle);
        if (job.openWindows() > 0) {
            problems.add("state left: " + job.openWindows() + " windows and timers");
        }
        List<TestRow> committed = new ArrayList<>(table.rows());
        for (TestRow row : job.rows) {
            if (!committed.remove(row)) {
                problems.add("row missing in the table: " + row);
            }
        }
        for (TestRow row : committed) {
            problems.add("row " + (job.rows.contains(row) ? "doubled" : "unexpected") + " in the table: " + row);
        }
        Set<String> checkpoints = new HashSet<>();
        for (String checkpoint : table.checkpoints()) {
            if (!checkpoints.add(checkpoint)) {
                problems.add("checkpoint doubled: " + checkpoint + " is in two snapshots");
            }
        }
        return problems;
    }

    @Override
    public void close() throws Exception {
        job.close();
        sink.close();
        for (SimulatedSink zombie : zombies) {
            zombie.close();
        }
    }
}
