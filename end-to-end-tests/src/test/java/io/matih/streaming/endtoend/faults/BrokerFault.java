package io.matih.streaming.endtoend.faults;

import java.net.URI;
import java.time.Duration;
import java.util.Random;

/** What happens to the broker and to the connections to it. */
enum BrokerFault implements Fault {
    KILLED("kill -9, and started again") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.broker().kill();
            platform.broker().startAgain();
            return Moment.ofHealing(platform);
        }
    },
    PAUSED("stopped for some seconds") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.broker().pause();
            return platform.afterSeconds(2 + random.nextInt(8), platform.broker()::goOn);
        }
    },
    PAUSED_FOR_LONG("stopped for longer than a request may take") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.broker().pause();
            return platform.afterSeconds(31 + random.nextInt(5), platform.broker()::goOn);
        }
    },
    CUT("all connections broken and refused for some seconds") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.brokerProxy().cut();
            return platform.afterSeconds(1 + random.nextInt(8), platform.brokerProxy()::heal);
        }
    },
    HUNG("no byte passes for some seconds") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.brokerProxy().hang();
            return platform.afterSeconds(2 + random.nextInt(8), platform.brokerProxy()::heal);
        }
    },
    AWAY("not to be reached for longer than transactions are kept, from the middle of a checkpoint on") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            URI earlier = Rewind.newestCheckpoint(platform);
            platform.await("a checkpoint begins", POSITION_WITHIN, () -> platform.cluster()
                    .isCheckpointInProgress());
            platform.brokerProxy().cut();
            // The broker looks for such transactions every ten seconds.
            long seconds = FaultyPlatform.TRANSACTION_TIMEOUT.toSeconds() + 12;
            platform.afterSeconds((int) seconds, platform.brokerProxy()::heal);
            return Rewind.ifTransactionsAreLost(earlier, platform);
        }
    },
    HALF_CLOSED("answers end, requests still pass") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.brokerProxy().halfClose();
            return Moment.ofHealing(platform);
        }
    };

    private static final Duration POSITION_WITHIN = Duration.ofMinutes(2);

    private final String title;

    BrokerFault(String title) {
        this.title = title;
    }

    @Override
    public String target() {
        return "broker";
    }

    @Override
    public String title() {
        return title;
    }
}
