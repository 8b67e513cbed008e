package io.matih.streaming.servers;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The process that listens on a port, as far as Linux shows it under {@code /proc}: processes of other users stay
 * unknown, and elsewhere every process does.
 *
 * @param pid the process id, 0 while unknown
 * @param command the name of its executable, empty while unknown
 */
public record PortHolder(long pid, String command) {

    private static final PortHolder UNKNOWN = new PortHolder(0, "");
    private static final String LISTENING = "0A";

    /** Looks up who listens on the port. */
    public static PortHolder of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            sockets.addAll(listeningSockets(Path.of(table), port));
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holdsAny(process, sockets)) {
                    String command = Files.readString(process.resolve("comm")).strip();
                    return new PortHolder(Long.parseLong(process.getFileName().toString()), command);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }

    /** For a message, such as {@code java (pid 123)}. */
    public String describe() {
        return pid == 0 ? "another process" : command + " (pid " + pid + ")";
    }

    private static Set<String> listeningSockets(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        for (String line : lines(table)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > 9
                    && columns[3].equals(LISTENING)
                    && columns[1].endsWith(String.format(":%04X", port))) {
                sockets.add("socket:[" + columns[9] + "]");
            }
        }
        return sockets;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static boolean holdsAny(Path process, Set<String> sockets) {
        if (sockets.isEmpty()) {
            return false;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isAny(descriptor, sockets)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException otherUserOrGone) {
            return false;
        }
    }

    private static boolean isAny(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
