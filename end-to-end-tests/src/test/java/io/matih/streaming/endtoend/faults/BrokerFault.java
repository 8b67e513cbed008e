package io.matih.streaming.endtoend.faults;

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
    HALF_CLOSED("answers end, requests still pass") {
        @Override
        public Moment strike(FaultyPlatform platform, Random random) {
            platform.brokerProxy().halfClose();
            return Moment.ofHealing(platform);
        }
    };

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
