package io.matih.streaming.job;

import io.matih.streaming.options.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Puts a job's sources, pipeline and sinks into an environment; executes nothing and keeps nothing static. */
@FunctionalInterface
public interface JobDefinition {

    /**
     * Defines the job.
     *
     * @throws StartupRefusedException when the outside world is not as the job needs it
     */
    void define(StreamExecutionEnvironment environment, Settings settings);
}
