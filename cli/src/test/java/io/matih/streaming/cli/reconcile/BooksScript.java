package io.matih.streaming.cli.reconcile;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.RecordHash;
import io.matih.streaming.record.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A source of two partitions, and what a job has made of it; windows of 60 s, out-of-orderness 10 s, quiet after 30 s. */
final class BooksScript {

    static final String TOPIC = "clicks";
    private static final long MINUTE = 60_000;

    private final List<Click> source = new ArrayList<>();
    private final WindowBooks books = new WindowBooks();
    private final CarriedRecords late = new CarriedRecords(TOPIC);
    private final CarriedRecords letters = new CarriedRecords(TOPIC);
    private final CarriedRecords future = new CarriedRecords(TOPIC);
    private final RecordFaults faults = new RecordFaults();
    private long decidedBefore = 1_000;
    private long allowedLateness;

    /** One record of the source. */
    static final class Click extends InputRecord {
        String page = "";

        long hash() {
            long seed = RecordHash.partitionSeed(RecordHash.topicSeed(TOPIC), origin.partition);
            return RecordHash.of(seed, origin.offset);
        }
    }

    /** A good event that reached Kafka at its event time. */
    Click click(int partition, long offset, int second, String page) {
        return click(partition, offset, second, page, second);
    }

    Click click(int partition, long offset, int second, String page, int arrivalSecond) {
        Click click = record(partition, offset, arrivalSecond);
        click.accept();
        click.page = page;
        click.eventTimeMillis = second * 1_000L;
        return click;
    }

    Click malformed(int partition, long offset) {
        Click click = record(partition, offset, 0);
        click.reject(RejectReason.MALFORMED_JSON, "no JSON");
        return click;
    }

    Click other(int partition, long offset) {
        Click click = record(partition, offset, 0);
        click.filter();
        return click;
    }

    private Click record(int partition, long offset, int arrivalSecond) {
        Click click = new Click();
        click.origin.topic = TOPIC;
        click.origin.partition = partition;
        click.origin.offset = offset;
        click.origin.timestamp = arrivalSecond * 1_000L;
        source.add(click);
        return click;
    }

    /** A row of the table that was made of these records. */
    BooksScript row(int minute, String page, int revision, Click... clicks) {
        long hash = Stream.of(clicks).mapToLong(Click::hash).sum();
        books.of(minute * MINUTE, List.of(page)).addRow(revision, clicks.length, hash);
        return this;
    }

    BooksScript row(int minute, String page, Click... clicks) {
        return row(minute, page, 0, clicks);
    }

    BooksScript late(Click click) {
        late.add(click.origin.partition, click.origin.offset);
        return this;
    }

    BooksScript letter(Click click) {
        letters.add(click.origin.partition, click.origin.offset);
        return this;
    }

    BooksScript futureLetter(Click click) {
        future.add(click.origin.partition, click.origin.offset);
        return letter(click);
    }

    BooksScript decidedBefore(long offset) {
        decidedBefore = offset;
        return this;
    }

    BooksScript allowedLateness(long millis) {
        allowedLateness = millis;
        return this;
    }

    /** Everything that is wrong, one line each. */
    List<String> findings() {
        OffsetRange range = new OffsetRange(
                Map.of(0, 0L, 1, 0L), Map.of(0, decidedBefore, 1, decidedBefore), Map.of(0, 1_000L, 1, 1_000L));
        WindowScope scope = new WindowScope(MINUTE, Long.MIN_VALUE, 10 * MINUTE);
        Placement<Click> placement = new Placement<>(late, letters, future, click -> List.of(click.page), MINUTE);
        SourceAudit<Click> audit = new SourceAudit<>(
                range,
                scope,
                allowedLateness,
                placement,
                partition -> new PartitionTimeline(Long.MIN_VALUE, 10_000, 30_000),
                books,
                faults);
        source.forEach(audit::add);
        List<WindowDifference> differences = books.differences();
        DifferenceTrace<Click> trace = new DifferenceTrace<>(differences, placement, List.of("page"));
        source.forEach(trace::add);
        trace.finish();

        List<String> findings = new ArrayList<>();
        differences.forEach(difference -> findings.add(difference.window().startMillis() / MINUTE + " "
                + difference.window().key().get(0) + ": " + difference.what() + " " + difference.faults()));
        faults.first().forEach(fault -> findings.add(fault.toString()));
        Stream.of(late, letters)
                .flatMap(carried -> carried.unmatched(range))
                .forEach(origin -> findings.add("stranger " + origin));
        return findings;
    }
}
