package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.ApplicationCluster;
import io.matih.streaming.endtoend.JavaProcess;
import java.util.Random;

/** What happens to the JobManager. A killed one is started again at once. */
enum JobManagerFault implements Fault {
    KILLED("kill -9") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            Moment moment = Moment.ofRestart(platform);
            platform.cluster().killJobManager();
            platform.cluster().startJobManager();
            return moment;
        }
    },
    PAUSED("stopped for longer than its session and its heartbeats, then it wakes") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            JavaProcess jobManager = platform.cluster().jobManager();
            long checkpoint = platform.newestCheckpoint();
            jobManager.pause();
            platform.pass(8 + random.nextInt(8));
            Moment moment = new Moment(System.currentTimeMillis(), checkpoint, true);
            jobManager.goOn();
            return moment;
        }
    },
    EVERYTHING_KILLED("kill -9 of it and of all TaskManagers") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            ApplicationCluster cluster = platform.cluster();
            Moment moment = Moment.ofRestart(platform);
            cluster.killJobManager();
            cluster.taskManagers().forEach(cluster::killTaskManager);
            cluster.startJobManager();
            cluster.startTaskManager();
            cluster.startTaskManager();
            return moment;
        }
    };

    private final String title;

    JobManagerFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "JobManager";
    }

    @Override
    public String title() {
        return title;
    }
}
