package io.matih.streaming.cli;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of a job, given as for the job itself: where its servers are, or that they are those of the running demo. */
final class JobOptions {

    /** Whoever names one of these does not mean the demo. */
    private static final List<String> SERVERS =
            List.of("kafka.bootstrap-servers", "postgres.host", "iceberg.catalog.uri");

    @picocli.CommandLine.Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any option of the job, as it runs with, such as window.size=5min; may be given many times.")
    private Map<String, String> values = new LinkedHashMap<>();

    @picocli.CommandLine.Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The job's YAML file. Without this and without addresses by --set or MATIH_* variables, the"
                    + " servers are those of the running demo.")
    private @Nullable Path config;

    /**
     * What the job runs with.
     *
     * @throws io.matih.streaming.options.InvalidSettingsException when a value is not accepted
     * @throws Refusal when the demo is meant and does not run
     */
    Settings of(OptionSet options, Map<String, String> environment) {
        Map<String, String> given = new LinkedHashMap<>();
        if (config != null) {
            given.put("config", config.toString());
        } else if (SERVERS.stream().noneMatch(key -> isGiven(key, environment))) {
            given.putAll(demo(
                    options,
                    RunningDemo.find(MatihHome.directory(), "name the servers with --set or --config")
                            .addresses()));
        }
        given.putAll(values);
        List<String> arguments = new ArrayList<>();
        given.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return Settings.parse(options, environment, arguments);
    }

    private boolean isGiven(String key, Map<String, String> environment) {
        return values.containsKey(key)
                || environment.containsKey("MATIH_"
                        + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    private static Map<String, String> demo(OptionSet options, Map<String, String> addresses) {
        Map<String, String> demo = new LinkedHashMap<>();
        demo.put("kafka.bootstrap-servers", addresses.getOrDefault("kafka", ""));
        demo.put("event-time.idle-timeout", "5 s");
        demo.put("iceberg.catalog.uri", addresses.getOrDefault("catalog", ""));
        demo.put("iceberg.auth", "none");
        demo.put("iceberg.storage-credentials", "ambient");
        String postgres = addresses.get("postgres");
        if (postgres != null) {
            URI database = URI.create(postgres);
            demo.put("postgres.host", database.getHost());
            demo.put("postgres.port", Integer.toString(database.getPort()));
            demo.put("postgres.database", database.getPath().substring(1));
            demo.put("postgres.user", database.getUserInfo());
            // The demo's server asks nobody for a password.
            demo.put("postgres.password", "file:/dev/null");
        }
        Set<String> known = options.options().stream().map(Option::key).collect(Collectors.toSet());
        demo.keySet().retainAll(known);
        return demo;
    }
}
