package io.matih.streaming.job;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What holds in every job wherever it runs, because state or results depend on it. Everything else (checkpoint interval,
 * parallelism, state backend, restarts) is for Flink's configuration to say.
 */
public final class StrictEnvironment {

    /** Bounds rescaling and can never change once there is state; has many divisors, so that load spreads evenly. */
    public static final int MAX_PARALLELISM = 720;

    private StrictEnvironment() {}

    /**
     * Makes an environment strict: an operator without a uid or a type that needs Kryo fails before the job runs;
     * checkpoints, where there are any, are exactly-once; operators may reuse objects.
     */
    public static void applyTo(StreamExecutionEnvironment environment) {
        environment.configure(new Configuration()
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM)
                .set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE));
    }
}
