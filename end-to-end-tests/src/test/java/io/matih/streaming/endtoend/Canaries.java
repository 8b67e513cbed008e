package io.matih.streaming.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Secrets that a job is given by reference, and the places where none of them must be seen. */
final class Canaries {

    private final Random random;
    private final Path directory;
    private final Map<String, String> inVariables = new LinkedHashMap<>();
    private final List<String> inFiles = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    /** Keeps its files in this directory. */
    Canaries(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
    }

    /** A new secret, as nobody else would write it. */
    String secret() {
        return "canary" + Long.toUnsignedString(random.nextLong(), 36) + Long.toUnsignedString(random.nextLong(), 36);
    }

    /** Puts a secret into an environment variable and returns the reference to it. */
    String variable(String name, String secret) {
        inVariables.put(name, secret);
        return "env:" + name;
    }

    /** Puts a secret into a file and returns the reference to it. */
    String file(String name, String secret) throws IOException {
        Path file = Files.createDirectories(directory).resolve(name);
        Files.writeString(file, secret);
        inFiles.add(secret);
        return "file:" + file.toAbsolutePath();
    }

    /** A part of a secret that must not be seen either. */
    void alsoForbid(String part) {
        parts.add(part);
    }

    /** The settings with all variables. */
    ClusterSettings variables(ClusterSettings settings) {
        ClusterSettings all = settings;
        for (Map.Entry<String, String> variable : inVariables.entrySet()) {
            all = all.variable(variable.getKey(), variable.getValue());
        }
        return all;
    }

    /** How many secrets there are. */
    int count() {
        return inVariables.size() + inFiles.size();
    }

    /**
     * Looks into REST answers, command lines, environments, logs, configuration, checkpoints and a savepoint, with which
     * the job is stopped. Only those secrets that were given as variables may be in environments.
     */
    void assertUnseenIn(ApplicationCluster cluster) throws IOException {
        cluster.awaitCheckpoint();
        List<String> seen = new ArrayList<>(answersOf(cluster.rest(), cluster.job()));
        List<JavaProcess> processes = new ArrayList<>(cluster.taskManagers());
        processes.add(cluster.jobManager());
        List<String> environments = new ArrayList<>();
        for (JavaProcess process : processes) {
            seen.add(process.commandLine());
            environments.add(process.environment());
        }
        // A checkpoint may be replaced by the next one while it is read.
        seen.add(await().ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .until(
                        () -> Files.readString(
                                Path.of(cluster.newestRetainedCheckpoint().orElseThrow())
                                        .resolve("_metadata"),
                                ISO_8859_1),
                        metadata -> !metadata.isEmpty()));
        Path savepoint = Path.of(cluster.stopWithSavepoint());
        assertThat(savepoint.resolve("_metadata")).isNotEmptyFile();
        seen.addAll(filesBelow(cluster.directory()));

        assertThat(seen).hasSizeGreaterThan(20).noneMatch(text -> isAnyIn(text, inFiles));
        assertThat(seen).noneMatch(text -> isAnyIn(text, inVariables.values()));
        assertThat(seen).noneMatch(text -> isAnyIn(text, parts));
        assertThat(environments).noneMatch(text -> isAnyIn(text, inFiles));
        assertThat(seen).anyMatch(text -> text.contains("env:") || text.contains("file:/"));
    }

    private static List<String> answersOf(FlinkRest rest, String job) {
        List<String> answers = new ArrayList<>();
        for (String path : List.of("", "/config", "/checkpoints", "/checkpoints/config", "/exceptions", "/plan")) {
            answers.add(rest.text(job + path));
        }
        for (String path : List.of("/config", "/environment", "/logs", "/metrics")) {
            answers.add(rest.text("/jobmanager" + path));
        }
        answers.add(rest.text("/jobs/overview"));
        for (JsonNode taskManager : rest.get("/taskmanagers").get("taskmanagers")) {
            answers.add(rest.text("/taskmanagers/" + taskManager.get("id").asText()));
        }
        return answers;
    }

    /** Configuration, logs, what was printed, checkpoints and savepoints; not the job's JAR. */
    private static List<String> filesBelow(Path directory) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(directory.resolve("scratch")))
                    .toList()) {
                try {
                    contents.add(Files.readString(file, ISO_8859_1));
                } catch (NoSuchFileException gone) {
                    // The JobManager still removes checkpoints of the job that has ended.
                }
            }
        }
        return contents;
    }

    /** As it is, or as HTTP's basic authentication and Kubernetes write it. */
    private static boolean isAnyIn(String text, Collection<String> secrets) {
        return secrets.stream()
                .anyMatch(secret -> text.contains(secret)
                        || text.contains(Base64.getEncoder().encodeToString(secret.getBytes(UTF_8))));
    }
}
