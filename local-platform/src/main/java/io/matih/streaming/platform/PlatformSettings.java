package io.matih.streaming.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a platform is started with.
 *
 * <pre>{@code
 * PlatformSettings.in(directory).withTopic("page-views", 4).withPorts(PlatformPorts.ANY)
 * }</pre>
 *
 * @param dataDirectory holds everything that outlives the process; created when absent
 * @param partitionsByTopic the source topics, created when absent
 * @param checkpointInterval rows and late or dead records become visible with each checkpoint
 * @param parallelism of every job
 * @param database whether there is a database to capture changes from
 */
public record PlatformSettings(
        Path dataDirectory,
        PlatformPorts ports,
        Map<String, Integer> partitionsByTopic,
        Duration checkpointInterval,
        int parallelism,
        Database database) {

    /** A server that jobs may capture changes from. */
    public enum Database {
        NONE,
        POSTGRES
    }

    public PlatformSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        partitionsByTopic = Map.copyOf(partitionsByTopic);
    }

    /** The usual ports, a checkpoint every 2 seconds, parallelism 2, no topics, no database. */
    public static PlatformSettings in(Path dataDirectory) {
        return new PlatformSettings(
                dataDirectory, PlatformPorts.USUAL, Map.of(), Duration.ofSeconds(2), 2, Database.NONE);
    }

    /** The same with other ports. */
    public PlatformSettings withPorts(PlatformPorts other) {
        return new PlatformSettings(dataDirectory, other, partitionsByTopic, checkpointInterval, parallelism, database);
    }

    /** The same with one more source topic. */
    public PlatformSettings withTopic(String name, int partitions) {
        Map<String, Integer> topics = new TreeMap<>(partitionsByTopic);
        topics.put(name, partitions);
        return new PlatformSettings(dataDirectory, ports, topics, checkpointInterval, parallelism, database);
    }

    /** The same with another time between two checkpoints. */
    public PlatformSettings withCheckpointInterval(Duration interval) {
        return new PlatformSettings(dataDirectory, ports, partitionsByTopic, interval, parallelism, database);
    }

    /** The same with another parallelism. */
    public PlatformSettings withParallelism(int tasks) {
        return new PlatformSettings(dataDirectory, ports, partitionsByTopic, checkpointInterval, tasks, database);
    }

    /** The same with PostgreSQL. */
    public PlatformSettings withPostgres() {
        return new PlatformSettings(
                dataDirectory, ports, partitionsByTopic, checkpointInterval, parallelism, Database.POSTGRES);
    }

    /** Where PostgreSQL keeps its data. */
    public Path postgresDirectory() {
        return dataDirectory.resolve("postgres");
    }

    Path kafkaDirectory() {
        return dataDirectory.resolve("kafka");
    }

    Path catalogDirectory() {
        return dataDirectory.resolve("catalog");
    }

    /** One folder for each job name, so that a job finds its own checkpoints again. */
    Path checkpointDirectory(String jobName) {
        return dataDirectory.resolve("checkpoints").resolve(jobName);
    }

    /** What only the running process needs. */
    Path scratchDirectory() {
        return dataDirectory.resolve("scratch");
    }
}
