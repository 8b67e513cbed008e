package io.matih.streaming.platform;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where jobs find Kafka, the catalog and the database, in the words of their options.
 *
 * @param database values by option key; none without a database
 */
record PlatformAddresses(String bootstrapServers, URI catalog, Map<String, String> database) {

    /**
     * The settings of a job on this platform. A job that does not know one of the platform's options goes without it;
     * what it does not know of the caller's is an error.
     */
    Settings settingsFor(OptionSet options, Map<String, String> overrides) {
        Set<String> known = options.options().stream().map(Option::key).collect(Collectors.toSet());
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> all = new LinkedHashMap<>(ours());
        all.putAll(database);
        if (database.isEmpty()) {
            // Nobody captures names here, so that rows need not wait for them long.
            all.put("agent-names.idle-timeout", "5 s");
        }
        all.forEach((key, value) -> {
            if (known.contains(key)) {
                values.put(key, value);
            }
        });
        values.putAll(overrides);
        List<String> arguments = new ArrayList<>();
        values.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return Settings.parse(options, Map.of(), arguments);
    }

    private Map<String, String> ours() {
        return Map.ofEntries(
                Map.entry("kafka.bootstrap-servers", bootstrapServers),
                Map.entry("kafka.start", "earliest"),
                // The capture makes the topic of names when another job may already look for it.
                Map.entry("kafka.partition-discovery-interval", "2 s"),
                // A backlog of a day is read in seconds; partitions of one small topic cannot drift far.
                Map.entry("event-time.alignment", "off"),
                Map.entry("event-time.idle-timeout", "5 s"),
                Map.entry("iceberg.catalog.type", "rest"),
                Map.entry("iceberg.catalog.uri", catalog.toString()),
                Map.entry("iceberg.auth", "none"),
                Map.entry("iceberg.storage-credentials", "ambient"));
    }
}
