package io.matih.streaming.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The threads and listening sockets of this process at one moment, to compare with a later one. */
public final class Leftovers {

    private final Set<Thread> threads = userThreads();
    private final Set<String> listeners = listeners();

    private Leftovers() {}

    public static Leftovers now() {
        return new Leftovers();
    }

    /** Sockets that listen now and did not before. */
    public Set<String> newListeners() {
        Set<String> added = listeners();
        added.removeAll(listeners);
        return added;
    }

    /** Fails when a thread that holds up the end of the process, or a listening socket, is still there after 5 s. */
    public void assertNothingLeft() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Set<Thread> added = userThreads();
            added.removeAll(threads);
            assertThat(added).isEmpty();
            assertThat(newListeners()).isEmpty();
        });
    }

    private static Set<Thread> userThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static Set<String> listeners() {
        Set<String> own = ownSockets();
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 9 && columns[3].equals("0A"))
                .filter(columns -> own.contains("socket:[" + columns[9] + "]"))
                .map(columns -> columns[1])
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> ownSockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(Leftovers::target).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
