package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.kafka.EventTime;
import io.matih.streaming.record.KafkaRecord;
import io.matih.streaming.window.WindowSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which offsets and which windows are compared. */
final class Bounds {

    private final String bootstrapServers;
    private final Choices choices;
    private final EventTime eventTime;
    private final TopicScan source;
    private final Progress progress;
    private final List<String> notes;

    /**
     * @param bootstrapServers for a person
     * @param notes where it is noted when the job has not come to the end
     */
    Bounds(
            String bootstrapServers,
            Choices choices,
            EventTime eventTime,
            TopicScan source,
            Progress progress,
            List<String> notes) {
        this.bootstrapServers = bootstrapServers;
        this.choices = choices;
        this.eventTime = eventTime;
        this.source = source;
        this.progress = progress;
        this.notes = notes;
    }

    /** From the beginning or where it was chosen to the end; how far the job has come in it is waited for. */
    OffsetRange offsets(JobPosition position) {
        Map<Integer, Long> from = source.beginnings();
        if (from.isEmpty()) {
            throw new Refusal("Kafka at " + bootstrapServers + " has no topic " + source.topic());
        }
        choices.fromOffsets().forEach((partition, offset) -> {
            Long earliest = from.get(partition);
            if (earliest == null || offset < earliest) {
                throw new Refusal("--from-offsets: " + partition + ":" + offset + " is not in " + source.topic()
                        + "; its first offsets are " + from);
            }
            from.put(partition, offset);
        });
        Map<Integer, Long> ends = source.ends();
        ends.replaceAll((partition, end) -> Math.max(end, from.getOrDefault(partition, end)));
        progress.say("waiting until the job's group has come to the end of " + source.topic());
        Map<Integer, Long> reached = position.await(from, ends, choices.patience(), source);
        OffsetRange range = new OffsetRange(from, reached, ends);
        if (range.undecided() > 0) {
            notes.add("the job's group is " + range.undecided() + " offsets behind the end of " + source.topic()
                    + "; a record behind it counts as right wherever it is, or is not yet");
        }
        return range;
    }

    /** For a range that begins after a partition's first record: no earlier event is newer than this. */
    Map<Integer, Long> newestEventTimesBefore(OffsetRange range) {
        Map<Integer, Long> newest = new HashMap<>();
        range.from().forEach((partition, from) -> {
            if (from > 0) {
                Long timestamp =
                        source.firstTimestamp(partition, from, range.to().getOrDefault(partition, from));
                long arrival = timestamp == null || timestamp == KafkaRecord.NO_TIMESTAMP
                        ? Clock.systemUTC().millis()
                        : timestamp;
                newest.put(partition, arrival + eventTime.futureSkew().toMillis());
            }
        });
        return newest;
    }

    /**
     * The windows whose events all lie in the range, up to the newest that is in the table; or those that were chosen.
     *
     * @param newestBefore see {@link #newestEventTimesBefore}
     */
    WindowScope windows(MetricsTable metrics, WindowSettings windows, Map<Integer, Long> newestBefore) {
        long from = newestBefore.values().stream()
                .mapToLong(Long::longValue)
                .map(newest -> newest + 1)
                .max()
                .orElse(Long.MIN_VALUE);
        Instant chosenFrom = choices.from();
        if (chosenFrom != null) {
            from = chosenFrom.toEpochMilli();
        }
        Instant newest = metrics.newestWindowEnd();
        long until = newest == null
                ? Long.MIN_VALUE
                : newest.toEpochMilli() - windows.allowedLateness().toMillis();
        Instant chosenUntil = choices.until();
        if (chosenUntil != null) {
            until = chosenUntil.toEpochMilli();
        }
        return new WindowScope(windows.size().toMillis(), from, until);
    }
}
