package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.ApplicationCluster;
import io.matih.streaming.endtoend.JavaProcess;
import io.matih.streaming.servers.proxy.HttpFault;
import io.matih.streaming.servers.proxy.RequestMatch;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What happens to a TaskManager that runs tasks. Another one takes its place. */
enum TaskManagerFault implements Fault {
    KILLED("kill -9 at random") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return kill(platform, victim(platform, random));
        }
    },
    KILLED_IN_CHECKPOINT("kill -9 between barrier and completion") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.await("a checkpoint begins", POSITION_WITHIN, () -> platform.cluster()
                    .isCheckpointInProgress());
            return kill(platform, victim(platform, random));
        }
    },
    KILLED_BEFORE_COMMIT("kill -9 between completion and commit") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            long before = platform.catalog().disturbed();
            platform.catalog().disturb(RequestMatch.commits(), new HttpFault.Hang(), 1);
            platform.await(
                    "a commit is on its way",
                    POSITION_WITHIN,
                    () -> platform.catalog().disturbed() > before);
            Moment moment = kill(platform, committer(platform, random));
            platform.catalog().heal();
            return moment;
        }
    },
    KILLED_WITH_COMMIT_ON_ITS_WAY("kill -9 while the commit is on its way, which then lands") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            CompletableFuture<Moment> killed = new CompletableFuture<>();
            platform.catalog()
                    .onRequest(
                            RequestMatch.commits(),
                            () -> killed.complete(kill(platform, committer(platform, random))),
                            () -> {});
            return inPosition(killed);
        }
    },
    KILLED_AFTER_COMMIT("kill -9 after the catalog applied the commit, before its answer") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            CompletableFuture<Moment> killed = new CompletableFuture<>();
            platform.catalog()
                    .onRequest(
                            RequestMatch.commits(),
                            () -> {},
                            () -> killed.complete(kill(platform, committer(platform, random))));
            return inPosition(killed);
        }
    },
    PAUSED("stopped for longer than its heartbeats may be missing, then it wakes") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            JavaProcess victim = victim(platform, random);
            Moment moment = Moment.ofRestart(platform);
            victim.pause();
            platform.later(Duration.ofSeconds(30 + random.nextInt(5)), victim::goOn);
            return moment;
        }
    },
    STOPPED("asked to end") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            JavaProcess victim = victim(platform, random);
            Moment moment = Moment.ofRestart(platform);
            victim.stop();
            replace(platform);
            return moment;
        }
    },
    KILLED_IN_RECOVERY("kill -9 of the next one during the recovery") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            ApplicationCluster cluster = platform.cluster();
            Moment first = kill(platform, victim(platform, random));
            platform.await("the job recovers", POSITION_WITHIN, () -> !cluster.isRunningSince(0));
            List<JavaProcess> left =
                    cluster.taskManagers().stream().filter(JavaProcess::isAlive).toList();
            return new Moment(
                    kill(platform, left.get(random.nextInt(left.size()))).epochMillis(), first.checkpoint(), true);
        }
    };

    private static final Duration POSITION_WITHIN = Duration.ofSeconds(60);
    private static final Duration REPLACED_AFTER = Duration.ofSeconds(3);
    private static final String COMMITTER = "metrics-write: Committer";

    private final String title;

    TaskManagerFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "TaskManager";
    }

    @Override
    public String title() {
        return title;
    }

    private static Moment kill(FaultyPlatform platform, JavaProcess victim) {
        Moment moment = Moment.ofRestart(platform);
        platform.cluster().killTaskManager(victim);
        replace(platform);
        return moment;
    }

    /** Nobody is that fast: the recovery has begun on what is left. */
    private static void replace(FaultyPlatform platform) {
        platform.later(REPLACED_AFTER, platform.cluster()::startTaskManager);
    }

    private static JavaProcess victim(FaultyPlatform platform, Random random) {
        return oneOf(platform, "", random);
    }

    /** Who commits now; an earlier fault may still move the tasks. */
    private static JavaProcess committer(FaultyPlatform platform, Random random) {
        return oneOf(platform, COMMITTER, random);
    }

    private static JavaProcess oneOf(FaultyPlatform platform, String task, Random random) {
        platform.await(
                "a running job",
                POSITION_WITHIN,
                () -> platform.cluster().isRunningSince(0)
                        && !platform.cluster().hostsOf(task).isEmpty());
        List<JavaProcess> hosts = platform.cluster().hostsOf(task);
        return hosts.get(random.nextInt(hosts.size()));
    }

    private static Moment inPosition(CompletableFuture<Moment> killed) {
        return killed.orTimeout(POSITION_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }
}
