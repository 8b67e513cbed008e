package io.matih.streaming.job;

import io.matih.streaming.options.InvalidSettingsException;
import io.matih.streaming.options.OptionsReference;
import io.matih.streaming.options.Settings;
import io.matih.streaming.options.UnavailableSecretException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the main method of every job calls. {@code --help} prints the options. Settings that are not valid, and anything
 * else for which a job refuses to start, are said on standard error without a stack trace, and the process ends with
 * {@value #REFUSED}:
 *
 * <ul>
 *   <li>Started by {@code java}, the launcher exits itself.
 *   <li>Started by Flink, the refusal is thrown. An application cluster then ends its process with the same code, or
 *       shows the refusal as a failed job where {@code execution.submit-failed-job-on-application-error} is set. The
 *       launcher must not exit there: on a session cluster that would end everybody's jobs.
 * </ul>
 *
 * <p>Other exceptions are not the user's mistake and pass through.
 */
public final class JobLauncher {

    /** The exit code of a job that refused to start. */
    public static final int REFUSED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(JobLauncher.class);

    private final Map<String, String> variables;
    private final PrintStream output;
    private final PrintStream errors;
    private final Supplier<StreamExecutionEnvironment> environments;
    private final IntConsumer exit;

    JobLauncher(
            Map<String, String> variables,
            PrintStream output,
            PrintStream errors,
            Supplier<StreamExecutionEnvironment> environments,
            IntConsumer exit) {
        this.variables = variables;
        this.output = output;
        this.errors = errors;
        this.environments = environments;
        this.exit = exit;
    }

    /** Runs a job with the arguments of its main method and the environment variables of this process. */
    public static void run(StreamingJob job, String[] arguments) throws Exception {
        new JobLauncher(
                        System.getenv(),
                        System.out,
                        System.err,
                        StreamExecutionEnvironment::getExecutionEnvironment,
                        System::exit)
                .launch(job, List.of(arguments));
    }

    void launch(StreamingJob job, List<String> arguments) throws Exception {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            output.print(OptionsReference.help(job.name(), job.options()));
            return;
        }
        StreamExecutionEnvironment environment = environments.get();
        try {
            define(job, environment, arguments);
        } catch (InvalidSettingsException | UnavailableSecretException | StartupRefusedException refusal) {
            refuse(environment, refusal);
            return;
        }
        environment.execute(job.name());
    }

    private void define(StreamingJob job, StreamExecutionEnvironment environment, List<String> arguments) {
        Settings settings = Settings.parse(job.options(), variables, arguments);
        requireCheckpoints(environment);
        LOG.info("Job {} starts with\n{}", job.name(), settings);
        job.define(environment, settings);
    }

    private static void requireCheckpoints(StreamExecutionEnvironment environment) {
        if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
            throw new StartupRefusedException("execution.checkpointing.interval is not set, and results are committed"
                    + " with checkpoints only; set it in Flink's configuration, for example to 60 s");
        }
    }

    private void refuse(StreamExecutionEnvironment environment, RuntimeException refusal) {
        errors.println(refusal.getMessage());
        if (!(environment instanceof LocalStreamEnvironment)) {
            throw refusal;
        }
        exit.accept(REFUSED);
    }
}
