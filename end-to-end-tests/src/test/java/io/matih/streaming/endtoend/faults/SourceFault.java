package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.Script;
import java.util.Random;

/** What happens to the source topic, and to those who write to it. */
enum SourceFault implements Fault {
    FAR_FUTURE("events of the far future in each partition") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.traffic().sendAlso(Script::farFuture);
            return Moment.ofHealing(platform);
        }
    },
    CLOCK_AHEAD("a producer's clock jumps an hour ahead, and back") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.traffic().sendAlso(Script::clockAhead);
            return Moment.ofHealing(platform);
        }
    },
    PARTITIONS_ADDED("a partition is added") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.addPartition();
            platform.traffic().sendAlso(Script::addPartition);
            return Moment.ofHealing(platform);
        }

        @Override
        public int limit() {
            return 5;
        }
    },
    /** Those records cannot be had any more, so that this is the last fault of a platform. */
    RECORDS_DELETED("records are deleted that the job has not read; it says so") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.deleteUnread();
            return Moment.ofHealing(platform);
        }
    };

    private final String title;

    SourceFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "source";
    }

    @Override
    public String title() {
        return title;
    }
}
