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
import java.util.stream.Collectors;

/**
 * A job that the demo can run.
 *
 * @param tableName its table without the namespace, for example {@code llm_operations_metrics}
 * @param traffic makes what its source topic carries, from a seed
 */
public record DemoJob(StreamingJob job, String tableName, LongFunction<EventStream> traffic) {

    /** The platform sets these to its own addresses; here they only make the other values complete. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "kafka.bootstrap-servers", "127.0.0.1:9092",
            "iceberg.catalog.uri", "http://127.0.0.1:8181",
            "iceberg.auth", "none",
            "iceberg.storage-credentials", "ambient");

    /** The job's name. */
    public String name() {
        return job.name();
    }

    /** Those of the values whose keys are options of this job. */
    public Map<String, String> known(Map<String, String> values) {
        Set<String> keys = job.options().options().stream().map(Option::key).collect(Collectors.toSet());
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(keys);
        return known;
    }

    /**
     * What the job will run with, addresses aside.
     *
     * @throws io.matih.streaming.options.InvalidSettingsException when a value is not accepted
     */
    public Settings settings(Map<String, String> values) {
        Map<String, String> all = known(ADDRESSES);
        all.putAll(values);
        List<String> arguments = new ArrayList<>();
        all.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return Settings.parse(job.options(), Map.of(), arguments);
    }
}
