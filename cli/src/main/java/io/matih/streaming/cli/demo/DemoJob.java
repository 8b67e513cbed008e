package io.matih.streaming.cli.demo;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.Settings;
import io.matih.streaming.platform.generator.EventStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job that the demo can run.
 *
 * @param definition finds the job; asked only when it is needed
 * @param tableName its table without the namespace, for example {@code llm_operations_metrics}
 * @param traffic makes what its source topic carries, from a seed; null where it reads the database
 * @param values what is set otherwise in the demo, as far as the job knows the option
 */
public record DemoJob(
        String name,
        Supplier<StreamingJob> definition,
        String tableName,
        @Nullable LongFunction<EventStream> traffic,
        Map<String, String> values) {

    /** The platform sets these to its own addresses; here they only make the other values complete. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "kafka.bootstrap-servers", "127.0.0.1:9092",
            "postgres.host", "127.0.0.1",
            "postgres.user", "flink_cdc",
            "postgres.password", "file:/dev/null",
            "iceberg.catalog.uri", "http://127.0.0.1:8181",
            "iceberg.auth", "none",
            "iceberg.storage-credentials", "ambient");

    /** A job that reads a topic. */
    public DemoJob(StreamingJob job, String tableName, LongFunction<EventStream> traffic) {
        this(job.name(), () -> job, tableName, traffic, Map.of());
    }

    /** The job itself. */
    public StreamingJob job() {
        return definition.get();
    }

    /** Whether it captures changes from the database, and reads no topic. */
    public boolean readsDatabase() {
        return traffic == null;
    }

    /** Those of the values whose keys are options of this job. */
    public Map<String, String> known(Map<String, String> given) {
        Set<String> keys = job().options().options().stream().map(Option::key).collect(Collectors.toSet());
        Map<String, String> known = new LinkedHashMap<>(given);
        known.keySet().retainAll(keys);
        return known;
    }

    /** What it is started with: the demo's values, and above them those given. */
    Map<String, String> overrides(Map<String, String> given) {
        Map<String, String> all = known(values);
        all.putAll(known(given));
        return all;
    }

    /**
     * What the job will run with, addresses aside.
     *
     * @throws io.matih.streaming.options.InvalidSettingsException when a value is not accepted
     */
    public Settings settings(Map<String, String> given) {
        Map<String, String> all = known(ADDRESSES);
        all.putAll(given);
        List<String> arguments = new ArrayList<>();
        all.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return Settings.parse(job().options(), Map.of(), arguments);
    }
}
