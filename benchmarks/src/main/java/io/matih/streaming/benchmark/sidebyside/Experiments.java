package io.matih.streaming.benchmark.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything that can be measured of one stream: topics, turns, and what is printed of them. */
final class Experiments {

    private static final int[] DISTINCT_SESSIONS = {1_000, 10_000, 100_000, 1_000_000};
    private static final int DISTINCT_WINDOWS = 3;

    private final MeasuredStream stream;
    private final Rounds rounds;
    private final Report report;

    Experiments(MeasuredStream stream, Rounds rounds, Report report) {
        this.stream = stream;
        this.rounds = rounds;
        this.report = report;
    }

    /** Contenders on the same topic. */
    void compare(List<Contender> contenders) throws Exception {
        FilledTopic topic = rounds.fill(stream, Spread.EVEN);
        List<Turn> turns = contenders.stream()
                .map(contender -> new Turn(contender, topic, new Series(contender.label(stream))))
                .toList();
        measure(turns);
        turns.stream()
                .filter(turn -> turn.contender() == Contender.OUR_JOB)
                .forEach(ours -> turns.forEach(other -> report.cpu(ours.series(), other.series())));
    }

    /** The job where one tenant has nine of ten events (or sessions), against ten equal tenants. */
    void skew() throws Exception {
        Turn even = ourJob(rounds.fill(stream, Spread.TEN), "ten equal tenants");
        Turn skewed = ourJob(rounds.fill(stream, Spread.SKEWED), "one tenant with 90 %");
        measure(List.of(even, skewed));
        report.cpu(skewed.series(), even.series());
        report.elapsed(skewed.series(), even.series());
    }

    /** The job with little memory. */
    void memory(String heap) throws Exception {
        measure(List.of(
                ourJob(rounds.fill(stream, Spread.EVEN), "JobManager and TaskManager in one process, heap " + heap)));
    }

    /** The session job where one tenant has ever more sessions in each window, of the same number of events. */
    void distinct() throws Exception {
        List<Turn> turns = new ArrayList<>();
        for (int sessions : DISTINCT_SESSIONS) {
            FilledTopic topic = rounds.fill(stream, "sessions-" + sessions, lastEnd -> sessions(sessions, lastEnd));
            turns.add(ourJob(topic, String.format(Locale.ROOT, "%,d sessions a window", sessions)));
        }
        measure(turns);
        Series fewest = turns.get(0).series();
        turns.forEach(turn -> report.cpu(turn.series(), fewest));
    }

    private EventGenerator sessions(int sessionsPerWindow, long lastEndMillis) {
        long windowMillis = stream.window().toMillis();
        double spanMillis = DISTINCT_WINDOWS * windowMillis;
        return new DistinctSessionGenerator(
                TopicFiller.SEED,
                sessionsPerWindow,
                lastEndMillis - (long) spanMillis,
                windowMillis,
                spanMillis / rounds.eventsPerTopic());
    }

    private Turn ourJob(FilledTopic topic, String label) {
        return new Turn(Contender.OUR_JOB, topic, new Series(label));
    }

    private void measure(List<Turn> turns) throws Exception {
        rounds.measure(turns);
        report.table(turns.stream().map(Turn::series).toList());
    }
}
