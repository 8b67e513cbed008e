package io.matih.streaming.servers.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The main process of a server, as the server's own file in the data directory names it.
 *
 * @param directory that the server works on
 */
record Postmaster(ProcessHandle process, Path directory) {

    private static final String PROCESS_FILE = "postmaster.pid";
    /** Locked by the process that has started the server for as long as that process lives. */
    private static final String OWNER_LOCK = "epg-lock";

    private static final long EXIT_TIMEOUT_SECONDS = 30;

    /** How the server ends; the main process takes all others with it. */
    enum Shutdown {
        /** Ends sessions and writes a checkpoint. */
        FAST("-INT"),
        /** As in a crash. */
        IMMEDIATE("-QUIT");

        private final String signal;

        Shutdown(String signal) {
            this.signal = signal;
        }
    }

    /** The server that runs on the directory; empty when none does. */
    static Optional<Postmaster> of(Path directory) {
        return named(directory)
                .filter(process -> worksIn(process, directory))
                .map(process -> new Postmaster(process, directory));
    }

    /** The process of the number in the server's file; it may be another one's by now. */
    private static Optional<ProcessHandle> named(Path directory) {
        Path file = directory.resolve(PROCESS_FILE);
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A number that was given to another process meanwhile is not the server's. */
    private static boolean worksIn(ProcessHandle process, Path directory) {
        Path work = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSameFile(work, directory);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether it has ended, and its parent has not asked for its exit code yet. */
    private static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name before the state may hold anything, but ends with the last parenthesis.
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Stops the server on the directory when the process that has started it was killed.
     *
     * @throws IllegalStateException when that process is alive, or when the server was killed a moment ago: a new one
     *     would take it for a running one until nobody knows its number any more
     */
    static void stopAbandoned(Path directory) {
        Optional<Postmaster> running = of(directory);
        if (running.isEmpty()) {
            named(directory).filter(Postmaster::isZombie).ifPresent(process -> {
                throw new IllegalStateException("PostgreSQL in " + directory + " was killed, and its process "
                        + process.pid() + " is still in the table of processes; start again in some seconds, or remove "
                        + directory.resolve(PROCESS_FILE));
            });
            return;
        }
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(OWNER_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException("the data in " + directory + " is in use by another program, with"
                        + " PostgreSQL (pid " + running.get().process().pid() + ")");
            }
            running.get().end(Shutdown.FAST);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + directory, e);
        }
    }

    void end(Shutdown shutdown) {
        try {
            new ProcessBuilder("kill", shutdown.signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().get(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL in " + directory + " did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL in " + directory + " was ending", e);
        }
    }
}
