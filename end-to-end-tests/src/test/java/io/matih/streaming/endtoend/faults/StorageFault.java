package io.matih.streaming.endtoend.faults;

import io.matih.streaming.servers.proxy.HttpFault;
import io.matih.streaming.servers.proxy.HttpProxy;
import io.matih.streaming.servers.proxy.RequestMatch;
import java.time.Duration;
import java.util.Random;

/** What happens to the object store and to the requests of Flink and of the job to it. */
enum StorageFault implements Fault {
    UNAVAILABLE("all requests answered with 503 for some seconds") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return forSeconds(platform, new HttpFault.Status(503, SLOW_DOWN), 2 + random.nextInt(7));
        }
    },
    HUNG("requests hang for some seconds, longer than Flink waits") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return forSeconds(platform, new HttpFault.Hang(), 6 + random.nextInt(8));
        }
    },
    SLOW("each request waits up to a second, for some seconds") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            Duration delay = Duration.ofMillis(200 + random.nextInt(800));
            return forSeconds(platform, new HttpFault.Delay(delay), 5 + random.nextInt(6));
        }
    },
    KILLED("kill -9, and started again") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.store().server().kill();
            platform.store().server().startAgain();
            return Moment.ofHealing(platform);
        }
    },
    FULL("no room for checkpoints until some have failed") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            // The one that is under way may fail as well; more than three failures in a row would restart the job.
            long enough = platform.newestCheckpoint() + 1 + random.nextInt(2);
            HttpProxy requests = platform.store().requests();
            requests.disturb(ObjectStore.checkpointUploads(), new HttpFault.Status(507, ""), Integer.MAX_VALUE);
            platform.await(
                    "checkpoints fail",
                    POSITION_WITHIN,
                    () -> platform.cluster().newestFailedCheckpoint() >= enough);
            requests.heal();
            return Moment.ofHealing(platform);
        }
    };

    private static final String SLOW_DOWN = "<Error><Code>SlowDown</Code></Error>";

    /** Nobody asks for anything while the broker is away. */
    private static final Duration POSITION_WITHIN = FaultyPlatform.TRANSACTION_TIMEOUT.plusMinutes(2);

    private final String title;

    StorageFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "object store";
    }

    @Override
    public String title() {
        return title;
    }

    private static Moment forSeconds(FaultyPlatform platform, HttpFault fault, int seconds) {
        HttpProxy requests = platform.store().requests();
        long before = requests.disturbed();
        requests.disturb(RequestMatch.any(), fault, Integer.MAX_VALUE);
        platform.await("the requests come", POSITION_WITHIN, () -> requests.disturbed() > before);
        return platform.afterSeconds(seconds, requests::heal);
    }
}
