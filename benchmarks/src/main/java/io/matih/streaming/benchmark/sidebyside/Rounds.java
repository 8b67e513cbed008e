package io.matih.streaming.benchmark.sidebyside;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Fills topics and measures turns, round by round, and says how far it is. */
final class Rounds {

    private final Laboratory laboratory;
    private final TopicSize size;
    private final int rounds;
    private final List<String> jvmFlags;
    private final PrintStream progress;

    /** @param jvmFlags what every measured JVM is started with */
    Rounds(Laboratory laboratory, TopicSize size, int rounds, List<String> jvmFlags, PrintStream progress) {
        this.laboratory = laboratory;
        this.size = size;
        this.rounds = rounds;
        this.jvmFlags = jvmFlags;
        this.progress = progress;
    }

    long eventsPerTopic() {
        return size.events();
    }

    /** A topic with the usual events of a stream. */
    FilledTopic fill(MeasuredStream stream, Spread spread) throws Exception {
        String name = stream + "-" + spread.name().toLowerCase(Locale.ROOT);
        announce(stream, name);
        return laboratory.topics().fill(stream, name, size, spread);
    }

    /** A topic with generated events; the generator is told when the last window ends. */
    FilledTopic fill(MeasuredStream stream, String name, LongFunction<EventGenerator> generator) throws Exception {
        announce(stream, name);
        TopicFiller topics = laboratory.topics();
        return topics.fill(stream, name, size, generator.apply(topics.lastEndMillis(stream)));
    }

    /** Measures every turn once a round. */
    void measure(List<Turn> turns) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (Turn turn : turns) {
                measure(turn);
            }
        }
    }

    private void measure(Turn turn) throws IOException {
        Measurement measurement = laboratory.run(turn.contender(), turn.topic(), jvmFlags);
        turn.series().add(measurement);
        progress.printf(
                Locale.ROOT,
                "%s: %.2f CPU s per million (without warm-up %.2f), %,.0f records/s%n",
                turn.series().label(),
                measurement.cpuSecondsPerMillion(),
                measurement.warmCpuSecondsPerMillion(),
                measurement.recordsPerSecond());
    }

    private void announce(MeasuredStream stream, String name) {
        progress.printf(Locale.ROOT, "filling topic %s with %,d %s%n", name, size.events(), stream.events());
    }
}
