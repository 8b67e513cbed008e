package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.ApplicationCluster;
import io.matih.streaming.endtoend.JavaProcess;
import io.matih.streaming.servers.proxy.HttpFault;
import io.matih.streaming.servers.proxy.RequestMatch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What those do who run the job. Another cluster takes the place of the one before, under another id. */
enum OperatorFault implements Fault {
    RESCALED("stopped with a savepoint, started with another parallelism") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            int others = 1 + random.nextInt(MOST_TASKS - 1);
            int parallelism = (platform.parallelism() - 1 + others) % MOST_TASKS + 1;
            URI savepoint = stop(platform, () -> {});
            Moment moment = Moment.ofRestart(platform);
            platform.startNextCluster(settings -> settings.from(savepoint).parallelism(parallelism));
            return moment;
        }
    },
    UPGRADED_WITHOUT_CATALOG("stopped with a savepoint while the catalog is away, killed, and started from it") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            RequestMatch requests = random.nextBoolean() ? RequestMatch.commits() : RequestMatch.any();
            HttpFault fault = random.nextBoolean() ? new HttpFault.Hang() : new HttpFault.Status(503, "");
            URI savepoint = stop(platform, () -> {
                platform.await("rows in the job", POSITION_WITHIN, platform.traffic()::hasJustEndedWindows);
                platform.catalog().disturb(requests, fault, Integer.MAX_VALUE);
            });
            Moment moment = Moment.ofRestart(platform);
            platform.startNextCluster(settings -> settings.from(savepoint));
            platform.catalog().heal();
            return moment;
        }
    },
    RESTORED("all killed, and started as a new cluster from the newest checkpoint") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            ApplicationCluster cluster = platform.cluster();
            Moment moment = Moment.ofRestart(platform);
            // Then nobody can commit what the JobManager does not know yet.
            cluster.taskManagers().forEach(JavaProcess::close);
            URI checkpoint = platform.awaitAnswer("a checkpoint", POSITION_WITHIN, cluster::newestRetainedCheckpoint);
            platform.startNextCluster(settings -> settings.from(checkpoint));
            return moment;
        }
    },
    TAKEN_BACK("stopped, and taken back to an older checkpoint together with its table") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            URI checkpoint = platform.awaitAnswer("an older checkpoint", POSITION_WITHIN, () -> {
                List<URI> checkpoints = Rewind.checkpoints(platform);
                return checkpoints.size() < 2
                        ? Optional.empty()
                        : Optional.of(checkpoints.get(1 + random.nextInt(checkpoints.size() - 1)));
            });
            return Rewind.to(checkpoint, platform);
        }
    },
    STARTED_TWICE("a second one is started from the newest checkpoint while the first one runs") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            URI newest = Rewind.newestCheckpoint(platform);
            TwoJobs.run(newest, platform);
            return Rewind.ifTransactionsAreLost(newest, platform);
        }
    };

    private static final int MOST_TASKS = 3;
    private static final Duration POSITION_WITHIN = Duration.ofMinutes(2);

    private final String title;

    OperatorFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "operator";
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean needsServers() {
        return this == TAKEN_BACK || this == STARTED_TWICE;
    }

    /** Tries again when the job could not write a savepoint. One from which the job could not end is as good. */
    private static URI stop(FaultyPlatform platform, Runnable justBefore) {
        return platform.awaitAnswer("a savepoint", POSITION_WITHIN, () -> {
            ApplicationCluster cluster = platform.cluster();
            if (!cluster.isRunningSince(0)) {
                return Optional.empty();
            }
            justBefore.run();
            Optional<URI> savepoint = cluster.tryToStopWithSavepoint();
            if (savepoint.isEmpty()) {
                platform.catalog().heal();
            }
            return savepoint;
        });
    }
}
