package io.matih.streaming.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that a test has started. It ends with the test's JVM at the latest; what it printed stays in files. */
public final class JavaProcess implements AutoCloseable {

    private static final Set<JavaProcess> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(JavaProcess::close)));
    }

    private final String name;
    private final Process process;
    private final Path output;
    private final Path errors;

    private JavaProcess(String name, Process process, Path output, Path errors) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts a process.
     *
     * @param name what its files {@code name.out} and {@code name.err} are called
     * @param directory where they are, and where it works
     * @param variables added to the environment of the tests, of which the jobs' own variables are taken away
     */
    public static JavaProcess start(String name, Path directory, List<String> command, Map<String, String> variables) {
        Path output = directory.resolve(name + ".out");
        Path errors = directory.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("MATIH_"));
        builder.environment().putAll(variables);
        try {
            JavaProcess started = new JavaProcess(name, builder.start(), output, errors);
            STARTED.add(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /** Ends it as {@code kill -9} does, and returns when it has ended. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        STARTED.remove(this);
    }

    /** What it was called at its start. */
    public String name() {
        return name;
    }

    /** Asks it to end, as {@code kill} does. */
    public void stop() {
        process.destroy();
    }

    /** Lets it do nothing until {@link #goOn()}, as {@code kill -STOP} does. */
    public void pause() {
        signal("STOP");
    }

    /** Wakes it after {@link #pause()}. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has not ended; a paused one is alive. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code of a process that ends by itself within the limit. */
    int exitCodeWithin(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process still runs after " + limit);
        }
        return process.exitValue();
    }

    /** What it has written to standard output. */
    public String output() {
        return textOf(output);
    }

    /** What it has written to standard error. */
    public String errors() {
        return textOf(errors);
    }

    /** Its command line, as the operating system shows it to everybody. */
    String commandLine() {
        return textOf(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    }

    /** The environment that it was started with, as its owner can read it. */
    String environment() {
        return textOf(Path.of("/proc/" + process.pid() + "/environ"));
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
