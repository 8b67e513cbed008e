package io.matih.streaming.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param endings what strikes at last, and is no fault that a job survives
 */
record FaultSeries(
        SeriesJob job,
        int faults,
        long seed,
        Duration checkpointInterval,
        List<? extends Fault> kinds,
        List<? extends Fault> endings,
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
            Verdict verdict = platform.finish();
            return verdict.isClean() ? end(platform, new Random(first)) : verdict;
        }
    }

    private Verdict end(FaultyPlatform platform, Random random) {
        List<Recovery> none = new ArrayList<>();
        for (Fault ending : endings) {
            ending.strike(platform, random);
            none.add(Recovery.none(ending));
        }
        Verdict verdict = platform.books().verdict();
        if (!none.isEmpty()) {
            results.add(job.title(), seed + results.episodes().size(), 0, none, verdict);
        }
        return verdict;
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
