package io.matih.streaming.benchmark.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A broker in its own process with topics, and runs of contenders against it. Closing stops the broker and deletes all data. */
final class Laboratory implements AutoCloseable {

    private static final List<String> BROKER_FLAGS = List.of("-Xmx768m", "-XX:+UseG1GC");

    private final Path directory;
    private final JavaProcess broker;
    private final String bootstrapServers;
    private int runs;
    private final Map<String, Map<String, ResultRow>> rowsByTopic = new HashMap<>();

    private Laboratory(Path directory, JavaProcess broker, String bootstrapServers) {
        this.directory = directory;
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts the broker. */
    static Laboratory open() throws IOException {
        Path directory = Files.createTempDirectory("side-by-side");
        JavaProcess broker = JavaProcess.start(
                BrokerProcess.class,
                BROKER_FLAGS,
                List.of(directory.resolve("kafka").toString()),
                directory.resolve("broker.log"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        String address =
                broker.awaitLine(line -> line.startsWith(BrokerProcess.MARK)).substring(BrokerProcess.MARK.length());
        return new Laboratory(directory, broker, address);
    }

    /** What fills topics of its broker. */
    TopicFiller topics() {
        return new TopicFiller(bootstrapServers, Clock.systemUTC());
    }

    /**
     * Runs a contender in a JVM of its own and checks its rows against those of the first contender on that topic.
     *
     * @param flags of the JVM, besides those that belong to the contender
     */
    Measurement run(Contender contender, FilledTopic topic, List<String> flags) throws IOException {
        Path home = Files.createDirectories(directory.resolve("run-" + runs));
        runs++;
        RunSettings settings = new RunSettings(contender, bootstrapServers, topic, home);
        List<String> allFlags = new ArrayList<>(contender.jvmFlags());
        allFlags.addAll(flags);
        Measurement measurement;
        try (JavaProcess process =
                JavaProcess.start(ContenderProcess.class, allFlags, settings.arguments(), home.resolve("log"))) {
            measurement = Measurement.parse(process.awaitLine(Measurement::isLine));
        }
        if (contender.writesRows()) {
            requireSameRows(settings);
        }
        delete(home);
        return measurement;
    }

    private void requireSameRows(RunSettings settings) {
        Map<String, ResultRow> rows = ResultTable.of(settings).byKey();
        String countColumn = settings.stream().query().countColumn();
        double counted = rows.values().stream()
                .mapToDouble(row -> row.values().getOrDefault(countColumn, Double.NaN))
                .sum();
        if (counted != settings.topic().counted()) {
            throw new IllegalStateException("%s: expected %d together in %s, but got %.0f"
                    .formatted(settings.contender(), settings.topic().counted(), countColumn, counted));
        }
        rowsByTopic.putIfAbsent(settings.topic().name(), rows);
        rowsByTopic.get(settings.topic().name()).forEach((key, row) -> {
            ResultRow other = rows.get(key);
            if (other == null || !row.isSame(other)) {
                throw new IllegalStateException(settings.contender() + ": expected " + row + ", but got " + other);
            }
        });
    }

    @Override
    public void close() throws IOException {
        broker.close();
        delete(directory);
    }

    private static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
