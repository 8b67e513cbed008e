package io.matih.streaming.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A file with one line for each episode, to which a series that goes on adds. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Results(Path file) {
        this.file = file;
    }

    /** All episodes so far. */
    List<JsonNode> episodes() {
        List<JsonNode> episodes = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    episodes.add(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return episodes;
    }

    /** How many faults have struck so far. */
    int faults() {
        int count = 0;
        for (JsonNode episode : episodes()) {
            for (JsonNode strike : episode.get("strikes")) {
                count += strike.get("faults").size();
            }
        }
        return count;
    }

    /** What a kind of fault is called in the file. */
    static String title(Fault fault) {
        return fault.target() + ": " + fault.title();
    }

    /**
     * Adds an episode.
     *
     * @param records how many have been compared in it
     */
    void add(String job, long seed, long records, List<Recovery> recoveries, Verdict verdict) {
        ObjectNode episode = JSON.createObjectNode()
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("job", job)
                .put("seed", seed)
                .put("records", records)
                .put("lost", verdict.lost().size())
                .put("doubled", verdict.doubled().size())
                .put("misplaced", verdict.misplaced().size());
        for (Recovery recovery : recoveries) {
            ObjectNode strike = episode.withArray("strikes").addObject();
            recovery.faults().forEach(fault -> strike.withArray("faults").add(title(fault)));
            recovery.secondsToRunning().ifPresent(seconds -> strike.put("running", seconds));
            recovery.secondsToCommit().ifPresent(seconds -> strike.put("commit", seconds));
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, episode + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
