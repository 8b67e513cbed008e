package io.matih.streaming.benchmark.sidebyside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A JVM with this one's class path. Ends with this process at the latest: its standard input ends then. */
final class JavaProcess implements AutoCloseable {

    private static final List<String> OPENED_PACKAGES = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final BufferedReader output;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.output = new BufferedReader(process.inputReader(UTF_8));
        this.log = log;
    }

    /**
     * Starts a main class.
     *
     * @param log where its standard error goes
     */
    static JavaProcess start(Class<?> main, List<String> flags, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        OPENED_PACKAGES.forEach(opened -> command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        command.add("-Duser.timezone=UTC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        JavaProcess started = new JavaProcess(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
        return started;
    }

    /** Waits for the first such line on its standard output. */
    String awaitLine(Predicate<String> wanted) throws IOException {
        String line = output.readLine();
        while (line != null) {
            if (wanted.test(line)) {
                return line;
            }
            line = output.readLine();
        }
        throw new IllegalStateException("the process ended early:\n" + Files.readString(log));
    }

    /** Ends it, by force when it does not end by itself. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
