package io.matih.streaming.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.GeneratedRecord;
import io.matih.streaming.platform.generator.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A savepoint that a release left in the repository, with the records before and after it and the rows that they give.
 *
 * <p>The records before it lie in one open window of every key, so that the state of windows, distinct values and clocks is in
 * it, and nothing of a table that is long gone.
 */
record StoredSavepoint(DemoJob job, Path folder) {

    private static final Path ALL = Path.of("src", "test", "resources", "savepoints");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 20261125;
    private static final Instant BEGIN = Instant.parse("2026-01-05T10:00:10Z");
    private static final int BEFORE = 100;
    private static final int AFTER = 60;
    private static final Duration STEP = Duration.ofMillis(1_800);
    private static final int AN_HOUR_LATER = 2_000;
    private static final int CLOSING = 10;
    static final int PARTITIONS = 2;

    /** Every savepoint of every job. */
    static List<StoredSavepoint> all() throws IOException {
        List<StoredSavepoint> all = new ArrayList<>();
        for (DemoJob job : DemoJobs.WINDOWED) {
            try (Stream<Path> versions = Files.list(ALL.resolve(job.name()))) {
                versions.sorted().forEach(version -> all.add(new StoredSavepoint(job, version)));
            }
        }
        return all;
    }

    /** A new place, with records but without a savepoint yet; replaces what is there. */
    static StoredSavepoint make(DemoJob job, String version) throws IOException {
        StoredSavepoint made = new StoredSavepoint(job, ALL.resolve(job.name()).resolve(version));
        org.apache.flink.util.FileUtils.deleteDirectory(made.folder.toFile());
        Files.createDirectories(made.folder);
        EventStream stream = Objects.requireNonNull(job.traffic()).apply(SEED);
        made.write("before.jsonl", records(stream, 0, BEFORE));
        List<Map<String, String>> after = records(stream, BEFORE, AFTER);
        after.addAll(records(stream, AN_HOUR_LATER, CLOSING));
        made.write("after.jsonl", after);
        return made;
    }

    private static List<Map<String, String>> records(EventStream stream, int first, int count) {
        List<Map<String, String>> records = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            GeneratedRecord record = stream.make(
                    RecordKind.GOOD,
                    number,
                    BEGIN.plus(STEP.multipliedBy(number)).toEpochMilli());
            records.add(Map.of(
                    "key", record.key(),
                    "value", new String(Objects.requireNonNull(record.value()), UTF_8),
                    "timestamp", Long.toString(record.timestampMillis())));
        }
        return records;
    }

    List<ScriptedRecord> before() throws IOException {
        return scripted("before.jsonl");
    }

    /** Those of the same window, and some an hour later in each partition, which end it. */
    List<ScriptedRecord> after() throws IOException {
        return scripted("after.jsonl");
    }

    /** The rows of the window, without those columns that came later than the savepoint. */
    List<Map<String, String>> rows() throws IOException {
        return read("rows.jsonl");
    }

    void keepRows(List<Map<String, String>> rows) throws IOException {
        write("rows.jsonl", rows);
    }

    Path savepoint() {
        return folder.resolve("savepoint");
    }

    private List<ScriptedRecord> scripted(String file) throws IOException {
        List<ScriptedRecord> scripted = new ArrayList<>();
        for (Map<String, String> record : read(file)) {
            Letter letter = new Letter(
                    characters(record, "key"),
                    characters(record, "value"),
                    Long.parseLong(record.getOrDefault("timestamp", "")),
                    List.of());
            scripted.add(new ScriptedRecord(scripted.size() % PARTITIONS, letter, null, null));
        }
        return scripted;
    }

    private static String characters(Map<String, String> record, String name) {
        return Objects.requireNonNull(
                Letter.characters(record.getOrDefault(name, "").getBytes(UTF_8)));
    }

    private List<Map<String, String>> read(String file) throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            lines.add(JSON.readValue(line, new TypeReference<Map<String, String>>() {}));
        }
        return lines;
    }

    private void write(String file, List<Map<String, String>> lines) throws IOException {
        List<String> text = new ArrayList<>();
        for (Map<String, String> line : lines) {
            text.add(JSON.writeValueAsString(new TreeMap<>(line)));
        }
        Files.write(folder.resolve(file), text);
    }

    @Override
    public String toString() {
        return job.name() + " " + folder.getFileName();
    }
}
