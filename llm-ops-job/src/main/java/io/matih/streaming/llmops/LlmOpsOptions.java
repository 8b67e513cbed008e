package io.matih.streaming.llmops;

import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.kafka.EventTimeOptions;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.kafka.KafkaSecurityOptions;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.window.WindowOptions;
import java.time.Duration;

/** The options of this job and its own defaults. */
public final class LlmOpsOptions {

    /** Everything that can be set. */
    public static final OptionSet ALL = OptionSet.of(
                    KafkaOptions.ALL,
                    KafkaSecurityOptions.ALL,
                    DecodeOptions.ALL,
                    EventTimeOptions.ALL,
                    WindowOptions.ALL,
                    IcebergOptions.GROUP)
            .withDefault(KafkaOptions.SOURCE_TOPIC, "matih.ai.llm-ops")
            .withDefault(KafkaOptions.GROUP, "flink-llm-ops-agg")
            .withDefault(WindowOptions.SIZE, Duration.ofMinutes(15));

    private LlmOpsOptions() {}
}
