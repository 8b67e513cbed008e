package io.matih.streaming.benchmark.sidebyside;

import java.util.Map;

/** The Kafka consumer settings of our jobs, for the contenders that are to have the same. */
final class TunedConsumer {

    static final Map<String, String> SETTINGS = Map.of(
            "max.poll.records", "5000",
            "fetch.min.bytes", "1048576",
            "fetch.max.wait.ms", "250",
            "receive.buffer.bytes", "1048576",
            "isolation.level", "read_committed");

    private TunedConsumer() {}
}
