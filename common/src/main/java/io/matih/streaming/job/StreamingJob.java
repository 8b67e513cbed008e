package io.matih.streaming.job;

import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job as a value: what it is called, which options it knows and how it is defined. A constant of the job's main class:
 *
 * <pre>{@code
 * public static final StreamingJob JOB = new StreamingJob("page-views", PageViewsOptions.ALL, PageViewsJob::define);
 *
 * public static void main(String[] arguments) throws Exception {
 *     JobLauncher.run(JOB, arguments);
 * }
 * }</pre>
 *
 * @param name the job's name everywhere: Flink, headers, metrics
 */
public record StreamingJob(String name, OptionSet options, JobDefinition definition) {

    /** Makes the environment strict and defines the job in it, settings visible in the web UI. Executes nothing. */
    public void define(StreamExecutionEnvironment environment, Settings settings) {
        StrictEnvironment.applyTo(environment);
        environment.configure(new Configuration().set(PipelineOptions.GLOBAL_JOB_PARAMETERS, settings.printed()));
        definition.define(environment, settings);
    }

    /** Defines the job in an environment of its own and submits it; several may run beside each other in one process. */
    public JobClient start(StreamExecutionEnvironment environment, Settings settings) throws Exception {
        define(environment, settings);
        return environment.executeAsync(name);
    }
}
