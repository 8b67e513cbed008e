package io.matih.streaming.cli;

import io.matih.streaming.cli.status.Addresses;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a demo leaves in a file while it runs, so that other commands find it.
 *
 * @param addresses of its parts, by name
 */
record RunningDemo(long pid, Map<String, String> addresses) {

    private static final String FILE = "demo.properties";
    private static final String CATALOG = "catalog";

    /**
     * The demo that runs now.
     *
     * @param otherwise what a user without one can do instead, for the message
     * @throws Refusal when none does
     */
    static RunningDemo find(Path directory, String otherwise) {
        Properties properties = new Properties();
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        long pid = Long.parseLong(properties.getProperty("pid", "0"));
        if (properties.getProperty(CATALOG) == null
                || !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            throw new Refusal("no demo is running; start one with ./matih demo, or " + otherwise);
        }
        Map<String, String> addresses = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> addresses.put(name, properties.getProperty(name)));
        return new RunningDemo(pid, addresses);
    }

    /** Address of the Iceberg catalog. */
    String catalog() {
        return addresses.getOrDefault(CATALOG, "");
    }

    /** Lets other commands find this process. */
    static void announce(Path directory, Addresses addresses) throws IOException {
        Files.createDirectories(directory);
        Properties properties = new Properties();
        properties.putAll(addresses.byName());
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
            properties.store(writer, "The demo that runs now.");
        }
    }

    /** Forgets this process, unless another demo has taken its place. */
    static void withdraw(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)
                && Files.readAllLines(file)
                        .contains("pid=" + ProcessHandle.current().pid())) {
            Files.delete(file);
        }
    }
}
