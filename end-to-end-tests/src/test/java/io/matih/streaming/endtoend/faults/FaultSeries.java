package io.matih.streaming.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Faults drawn with a seed, episode after episode, until there have been enough. What the results file holds already
 * counts: a series that was interrupted goes on.
 *
 * @param faults how many there are to be
 * @param seed of the first episode; each has the next one
 */
record FaultSeries(
        SeriesJob job,
        int faults,
        long seed,
        Duration checkpointInterval,
        List<? extends Fault> kinds,
        Path directory,
        Results results) {

    /** Runs until there have been enough faults, or one has done harm. */
    Verdict run() {
        int struck = results.faults();
        int episodes = results.episodes().size();
        deleteFiles();
        long first = seed + episodes;
        try (FaultyPlatform platform = FaultyPlatform.start(job, directory, checkpointInterval, first)) {
            Deck deck = new Deck(kinds, new Random(first));
            long compared = 0;
            for (long next = first; struck < faults; next++) {
                List<List<Fault>> strikes = deck.episode();
                List<Recovery> recoveries = new Episode(platform, strikes, new Random(next)).run();
                struck += strikes.stream().mapToInt(List::size).sum();
                Verdict verdict = platform.books().verdict();
                long records = platform.books().records();
                results.add(job.title(), next, records - compared, recoveries, verdict);
                compared = records;
                if (!verdict.isClean()) {
                    return verdict;
                }
            }
            return platform.finish();
        }
    }

    private void deleteFiles() {
        try {
            if (Files.exists(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
