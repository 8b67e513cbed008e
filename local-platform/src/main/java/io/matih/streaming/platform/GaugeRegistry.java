package io.matih.streaming.platform;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The gauges and counters of the jobs of one platform, as Flink registers them. Reading them here is immediate; Flink's web interface
 * shows them seconds later.
 */
final class GaugeRegistry implements AutoCloseable {

    /** Flink creates reporters from text only, so that they find their registry here. */
    private static final Map<String, GaugeRegistry> BY_PLATFORM = new ConcurrentHashMap<>();

    private final String platformId;
    private final Map<String, List<Entry>> entriesByName = new ConcurrentHashMap<>();

    private GaugeRegistry(String platformId) {
        this.platformId = platformId;
    }

    /** Opens the registry of a platform whose id no other one has. */
    static GaugeRegistry open(String platformId) {
        GaugeRegistry registry = new GaugeRegistry(platformId);
        BY_PLATFORM.put(platformId, registry);
        return registry;
    }

    static GaugeRegistry of(String platformId) {
        GaugeRegistry registry = BY_PLATFORM.get(platformId);
        if (registry == null) {
            throw new IllegalStateException("no platform " + platformId + " in this process");
        }
        return registry;
    }

    void add(String name, Map<String, String> variables, Metric metric, Gauge<?> value) {
        entriesByName
                .computeIfAbsent(name, each -> new CopyOnWriteArrayList<>())
                .add(new Entry(Map.copyOf(variables), metric, value));
    }

    void remove(String name, Metric metric) {
        List<Entry> entries = entriesByName.get(name);
        if (entries != null) {
            entries.removeIf(entry -> entry.metric == metric);
        }
    }

    /** The gauges of a job, or of those of them whose groups have the variable {@code <key>} with this value. */
    List<Gauge<?>> find(JobID job, String name, @Nullable String key, @Nullable String value) {
        return entriesByName.getOrDefault(name, List.of()).stream()
                .filter(entry -> entry.has("job_id", job.toString()))
                .filter(entry -> key == null || value == null || entry.has(key, value))
                .<Gauge<?>>map(Entry::value)
                .toList();
    }

    @Override
    public void close() {
        BY_PLATFORM.remove(platformId);
    }

    private record Entry(Map<String, String> variables, Metric metric, Gauge<?> value) {

        boolean has(String key, String value) {
            return value.equals(variables.get("<" + key + ">"));
        }
    }
}
