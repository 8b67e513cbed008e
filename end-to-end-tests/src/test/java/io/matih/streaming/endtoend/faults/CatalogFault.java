package io.matih.streaming.endtoend.faults;

import io.matih.streaming.servers.proxy.HttpFault;
import io.matih.streaming.servers.proxy.RequestMatch;
import java.time.Duration;
import java.util.Random;

/** What happens to requests to the catalog. */
enum CatalogFault implements Fault {
    UNAVAILABLE("commits answered with 503") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return disturb(platform, RequestMatch.commits(), new HttpFault.Status(503, ""), 1 + random.nextInt(3));
        }
    },
    FAILING("commits answered with 500") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return disturb(platform, RequestMatch.commits(), new HttpFault.Status(500, ""), 1 + random.nextInt(3));
        }
    },
    HUNG("no answer to a commit, longer than the job waits") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            Moment moment = disturb(platform, RequestMatch.commits(), new HttpFault.Hang(), 1);
            platform.later(Duration.ofSeconds(8), platform.catalog()::heal);
            return moment;
        }
    },
    ANSWER_LOST("the commit is applied, its answer lost") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return disturb(platform, RequestMatch.commits(), new HttpFault.LostAnswer(), 1);
        }
    },
    APPLIED_LATE("the connection breaks, the commit is applied seconds later") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            Duration later = Duration.ofMillis(500 + random.nextInt(8_000));
            return disturb(platform, RequestMatch.commits(), new HttpFault.LateForward(later), 1);
        }
    },
    CONFLICT("a second writer commits first") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            for (int again = random.nextInt(3); again > 0; again--) {
                platform.onCommit(platform::commitAsSomebodyElse);
            }
            return platform.onCommit(platform::commitAsSomebodyElse);
        }
    },
    KILLED("kill -9, and started again") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.catalogServer().kill();
            platform.catalogServer().startAgain();
            return Moment.ofHealing(platform);
        }
    },
    UNAUTHORIZED("all requests answered with 401") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            return disturb(platform, RequestMatch.any(), new HttpFault.Status(401, ""), 1 + random.nextInt(4));
        }
    };

    private static final Duration POSITION_WITHIN = Duration.ofSeconds(60);

    private final String title;

    CatalogFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "catalog";
    }

    @Override
    public String title() {
        return title;
    }

    private static Moment disturb(FaultyPlatform platform, RequestMatch requests, HttpFault fault, int times) {
        long before = platform.catalog().disturbed();
        platform.catalog().disturb(requests, fault, times);
        platform.await(
                "the requests come", POSITION_WITHIN, () -> platform.catalog().disturbed() >= before + times);
        return Moment.ofHealing(platform);
    }
}
