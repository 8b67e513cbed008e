package io.matih.streaming.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Flink as it lies in one folder, and the Java that runs it; both come from the build. */
public final class FlinkInstallation {

    /** Processes of a test live for seconds: they start faster without the optimizing compiler. */
    private static final List<String> START_FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private FlinkInstallation() {}

    /** The folder with Flink's JARs. */
    static Path library() {
        return Path.of(property("flink.lib"));
    }

    /** The folder with Flink's plugins, one folder each. */
    public static Path plugins() {
        return Path.of(property("flink.plugins"));
    }

    /** Where clusters keep their logs and files, which stay there after a test. */
    public static Path clusters() {
        return Path.of(property("clusters.directory"));
    }

    /** How production logs. */
    static Path logging() {
        return Path.of("..", "deploy", "observability", "log4j-console.properties")
                .toAbsolutePath()
                .normalize();
    }

    /** A Java command with Flink's class path, up to the main class. */
    public static List<String> java(List<String> options, Path... moreJars) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(property("flink.java-options").split(" ", -1)));
        command.addAll(START_FAST);
        command.addAll(options);
        command.add("-cp");
        command.add(Stream.concat(jars().stream(), Stream.of(moreJars))
                .map(Path::toString)
                .collect(Collectors.joining(":")));
        return command;
    }

    /** Flink's JARs in the order in which its start scripts put them on the class path: by name. */
    private static List<Path> jars() {
        try (Stream<Path> files = Files.list(library())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + ": expected the build to set it");
        }
        return value;
    }
}
