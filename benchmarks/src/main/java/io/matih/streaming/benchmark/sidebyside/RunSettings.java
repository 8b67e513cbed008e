package io.matih.streaming.benchmark.sidebyside;

import java.nio.file.Path;
import java.util.List;

/**
 * What a measured process is told.
 *
 * @param directory an empty one of its own, for tables and checkpoints
 */
record RunSettings(Contender contender, String bootstrapServers, FilledTopic topic, Path directory) {

    static final int PARALLELISM = 2;

    /** What is measured. */
    MeasuredStream stream() {
        return topic.stream();
    }

    /** A consumer group of its own. */
    String group() {
        return "side-by-side-" + directory.getFileName();
    }

    /** The folder of its tables, as a URI. */
    String warehouse() {
        return "file://" + directory.resolve("warehouse");
    }

    List<String> arguments() {
        return List.of(
                contender.name(),
                bootstrapServers,
                topic.stream().name(),
                topic.name(),
                Long.toString(topic.records()),
                Long.toString(topic.rows()),
                Long.toString(topic.counted()),
                directory.toString());
    }

    static RunSettings parse(String[] arguments) {
        return new RunSettings(
                Contender.valueOf(arguments[0]),
                arguments[1],
                new FilledTopic(
                        MeasuredStream.valueOf(arguments[2]),
                        arguments[3],
                        Long.parseLong(arguments[4]),
                        Long.parseLong(arguments[5]),
                        Long.parseLong(arguments[6])),
                Path.of(arguments[7]));
    }
}
