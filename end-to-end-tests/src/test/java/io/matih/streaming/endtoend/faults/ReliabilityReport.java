package io.matih.streaming.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes what a series has found into a page, between two marks. */
final class ReliabilityReport {

    private static final String BEGIN = "<!-- fault series: generated -->";
    private static final String END = "<!-- end of fault series -->";

    private static final List<Promise> PROMISES = List.of(
            new Promise(
                    "a TaskManager is killed",
                    List.of(
                            TaskManagerFault.KILLED,
                            TaskManagerFault.KILLED_IN_CHECKPOINT,
                            TaskManagerFault.KILLED_BEFORE_COMMIT,
                            TaskManagerFault.KILLED_WITH_COMMIT_ON_ITS_WAY,
                            TaskManagerFault.KILLED_AFTER_COMMIT),
                    15,
                    30),
            new Promise(
                    "a JobManager is killed",
                    List.of(JobManagerFault.KILLED, JobManagerFault.EVERYTHING_KILLED),
                    30,
                    120),
            new Promise("a process hangs", List.of(TaskManagerFault.PAUSED, JobManagerFault.PAUSED), 35, 120));

    private final List<JsonNode> episodes;

    ReliabilityReport(List<JsonNode> episodes) {
        this.episodes = episodes;
    }

    /** Replaces what stands between the marks of the page. */
    void writeInto(Path page) {
        try {
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(page + ": expected the marks " + BEGIN + " and " + END);
            }
            Files.writeString(page, text.substring(0, begin) + BEGIN + "\n\n" + text() + "\n" + text.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The summary and one line for each kind of fault. */
    String text() {
        Map<String, Kind> kinds = new TreeMap<>();
        TreeSet<Long> seeds = new TreeSet<>();
        TreeSet<String> times = new TreeSet<>();
        Map<String, Integer> struckByJob = new TreeMap<>();
        long records = 0;
        long struck = 0;
        for (JsonNode episode : episodes) {
            seeds.add(episode.get("seed").asLong());
            times.add(episode.get("at").asText());
            records += episode.get("records").asLong();
            for (JsonNode strike : episode.get("strikes")) {
                JsonNode faults = strike.get("faults");
                struck += faults.size();
                struckByJob.merge(episode.get("job").asText(), faults.size(), Integer::sum);
                Kind last = new Kind();
                for (JsonNode fault : faults) {
                    last = kinds.computeIfAbsent(fault.asText(), unused -> new Kind());
                    last.count++;
                }
                last.measure(strike);
            }
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d faults in %d episodes (%s), %,d records: **%d lost, %d doubled, %d misplaced**. Seeds %d to %d, "
                        + "%s to %s, %d cores, Java %s.%n%n",
                struck,
                episodes.size(),
                struckByJob.entrySet().stream()
                        .map(job -> job.getKey() + " " + job.getValue())
                        .collect(Collectors.joining(", ")),
                records,
                sum("lost"),
                sum("doubled"),
                sum("misplaced"),
                seeds.first(),
                seeds.last(),
                times.first(),
                times.last(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature()));
        text.append("| when | times | RUNNING p95 | at most | commit p95 | at most |\n");
        text.append("|---|---:|---:|---:|---:|---:|\n");
        PROMISES.forEach(promise -> text.append(promise.row(kinds)));
        text.append("\n| fault | times | RUNNING p50 | p95 | max | commit p50 | p95 | max |\n");
        text.append("|---|---:|---:|---:|---:|---:|---:|---:|\n");
        kinds.forEach((title, kind) -> text.append(
                "| " + title + " | " + kind.count + " |" + seconds(kind.running) + seconds(kind.commit) + "\n"));
        return text.toString();
    }

    /** Of all episodes: what is wrong ends a series, so that each is the last that can know of it. */
    private int sum(String field) {
        return episodes.stream().mapToInt(episode -> episode.get(field).asInt()).sum();
    }

    private static String seconds(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return " | | |";
        }
        StringBuilder cells = new StringBuilder();
        for (int percent : new int[] {50, 95, 100}) {
            cells.append(String.format(Locale.ROOT, " %.1f s |", percentile(sorted, percent)));
        }
        return cells.toString();
    }

    private static double percentile(List<Double> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1);
    }

    /** How soon the job is to be back, over all kinds of a fault. */
    private record Promise(String title, List<Fault> faults, int runningSeconds, int commitSeconds) {

        String row(Map<String, Kind> all) {
            List<Double> running = new ArrayList<>();
            List<Double> commit = new ArrayList<>();
            for (Fault fault : faults) {
                Kind kind = all.getOrDefault(Results.title(fault), new Kind());
                running.addAll(kind.running);
                commit.addAll(kind.commit);
            }
            if (running.isEmpty()) {
                return "";
            }
            Collections.sort(running);
            Collections.sort(commit);
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f s | %d s | %.1f s | %d s |%n",
                    title,
                    running.size(),
                    percentile(running, 95),
                    runningSeconds,
                    percentile(commit, 95),
                    commitSeconds);
        }
    }

    /** One kind of fault; times are measured when it was the last one that struck. */
    private static final class Kind {
        private final List<Double> running = new ArrayList<>();
        private final List<Double> commit = new ArrayList<>();
        private int count;

        void measure(JsonNode strike) {
            if (strike.has("running")) {
                running.add(strike.get("running").asDouble());
                commit.add(strike.get("commit").asDouble());
            }
        }
    }
}
