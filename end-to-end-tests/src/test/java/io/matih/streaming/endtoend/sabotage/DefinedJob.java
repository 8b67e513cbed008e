package io.matih.streaming.endtoend.sabotage;

import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.options.Settings;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The production job llm-ops as it is defined by the classes that this class is loaded with. */
public final class DefinedJob {

    static final int PARALLELISM = 2;

    private static final long ONLY_WHEN_ASKED_MILLIS = 3_600_000;

    private DefinedJob() {}

    /** What is wanted of the job of a product, which keeps its checkpoints in this directory. */
    static <T> T of(
            ProductClasses product, Map<String, String> options, Path checkpoints, Function<StreamGraph, T> wanted)
            throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader classes = product.open()) {
            Thread.currentThread().setContextClassLoader(classes);
            return wanted.apply((StreamGraph) classes.loadClass(DefinedJob.class.getName())
                    .getMethod("define", Map.class, Path.class)
                    .invoke(null, options, checkpoints));
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Called with the classes of a product; checkpoints are taken when somebody asks for one. */
    public static StreamGraph define(Map<String, String> options, Path checkpoints) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        checkpoints.toUri().toString())
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION));
        environment.setParallelism(PARALLELISM);
        environment.enableCheckpointing(ONLY_WHEN_ASKED_MILLIS);
        List<String> arguments = new ArrayList<>();
        options.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        LlmOpsJob.JOB.define(environment, Settings.parse(LlmOpsJob.JOB.options(), Map.of(), arguments));
        return environment.getStreamGraph();
    }
}
