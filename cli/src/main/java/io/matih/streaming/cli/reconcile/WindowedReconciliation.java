package io.matih.streaming.cli.reconcile;

import io.matih.streaming.accounting.Balance;
import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.reconcile.RecordFault.Kind;
import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.kafka.EventReader;
import io.matih.streaming.kafka.EventTime;
import io.matih.streaming.kafka.EventTimeOptions;
import io.matih.streaming.kafka.JobTopics;
import io.matih.streaming.kafka.KafkaConnection;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.options.Settings;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import io.matih.streaming.window.WindowOptions;
import io.matih.streaming.window.WindowSettings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares what a windowed job has made with what it should have made of its source.
 *
 * <p>The table is looked at first. Everything in its rows was in the source before that, so the source is read up to its
 * end of then, and the late and dead-letter topics once the job has come there and its transactions are closed.
 */
public final class WindowedReconciliation<E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> {

    private static final Duration SOURCE_PATIENCE = Duration.ofSeconds(60);

    private final WindowedJob<E, K, A, R> job;
    private final Settings settings;
    private final Choices choices;
    private final Progress progress;
    private final KafkaConnection connection;
    private final JobTopics topics;
    private final EventTime eventTime;
    private final WindowSettings windows;
    private final KeyColumns<E, K, A, R> keys;
    private final CarrierReader carriers;
    private final WindowBooks books = new WindowBooks();
    private final RecordFaults faults = new RecordFaults();
    private final List<String> notes = new ArrayList<>();

    /** Of this job, as it runs with these settings. */
    public WindowedReconciliation(WindowedJob<E, K, A, R> job, Settings settings, Choices choices, Progress progress) {
        this.job = job;
        this.settings = settings;
        this.choices = choices;
        this.progress = progress;
        this.connection = KafkaOptions.connection(settings);
        this.topics = KafkaOptions.topics(settings);
        this.eventTime = EventTimeOptions.eventTime(settings);
        this.windows = WindowOptions.windows(settings);
        this.carriers = new CarrierReader(topics.source(), job.name());
        this.keys = new KeyColumns<>(job.aggregate().apply(settings), job.table());
    }

    /**
     * Reads and compares everything.
     *
     * @throws Refusal when a server does not answer or a topic or table is missing
     */
    public WindowReport run() {
        long began = System.nanoTime();
        try (IcebergTable table = IcebergTable.open(
                        IcebergSettings.of(settings), job.table().name());
                TopicScan source = new TopicScan(connection, topics.source());
                JobPosition position = new JobPosition(connection, topics.source(), settings.of(KafkaOptions.GROUP))) {
            MetricsTable metrics = new MetricsTable(table.current());
            Bounds bounds = new Bounds(connection.bootstrapServers(), choices, eventTime, source, progress, notes);
            OffsetRange range = bounds.offsets(position);
            CarriedRecords late = new CarriedRecords(topics.source());
            CarriedRecords letters = new CarriedRecords(topics.source());
            CarriedRecords future = new CarriedRecords(topics.source());
            readCarriers(topics.late(), range, position, late, carrier -> {});
            readCarriers(topics.deadLetter(), range, position, letters, carrier -> {
                if (CarrierReader.isFromTheFuture(carrier)) {
                    noteOrigin(carrier, future);
                }
            });
            Map<Integer, Long> newestBefore = bounds.newestEventTimesBefore(range);
            WindowScope scope = bounds.windows(metrics, windows, newestBefore);
            Placement<E> placement = new Placement<>(
                    late, letters, future, keys::of, windows.size().toMillis());

            SourceAudit<E> audit = new SourceAudit<>(
                    range,
                    scope,
                    windows.allowedLateness().toMillis(),
                    placement,
                    partition -> timeline(newestBefore.getOrDefault(partition, Long.MIN_VALUE)),
                    books,
                    faults);
            read(source, range, "reading " + topics.source(), audit::add);
            long rows = metrics.enterInto(books, scope, keys.names());
            long strangeLate = strangers(late, range, topics.late());
            long strangeLetters = strangers(letters, range, topics.deadLetter());

            List<WindowDifference> differences = books.differences();
            trace(differences, placement, source, range);
            audit.counts().late += surplus(late) + strangeLate;
            audit.counts().deadLettered += surplus(letters) + strangeLetters;
            return report(range, scope, rows, audit.counts(), differences, began);
        }
    }

    private void readCarriers(
            String topic,
            OffsetRange range,
            JobPosition position,
            CarriedRecords carried,
            Consumer<ConsumerRecord<byte[], byte[]>> also) {
        progress.say("reading " + topic);
        try (TopicScan scan = new TopicScan(connection, topic)) {
            new CarrierScan(range, carriers, choices.rewound(), faults, notes)
                    .read(scan, position, choices.patience(), carried, also);
        }
    }

    private long surplus(CarriedRecords carried) {
        return choices.rewound() ? 0 : carried.surplus();
    }

    private void noteOrigin(ConsumerRecord<byte[], byte[]> carrier, CarriedRecords noted) {
        Origin origin = carriers.originOf(carrier);
        if (origin != null) {
            noted.add(origin.partition(), origin.offset());
        }
    }

    private PartitionTimeline timeline(long newestBefore) {
        return new PartitionTimeline(
                newestBefore,
                eventTime.outOfOrderness().toMillis(),
                eventTime.idleTimeout().toMillis() / 2);
    }

    private void read(TopicScan source, OffsetRange range, String what, Consumer<E> visitor) {
        progress.say(what);
        EventReader<E> reader =
                new EventReader<>(job.format().apply(settings), Clock.systemUTC(), eventTime.futureSkew());
        long all = range.length();
        long[] read = {0};
        Map<Integer, Long> open = source.read(range.from(), range.to(), SOURCE_PATIENCE, record -> {
            progress.step(what, ++read[0], all);
            byte[] value = record.value();
            visitor.accept(reader.read(record, value == null ? null : ByteBuffer.wrap(value)));
            return TopicScan.Reading.GO_ON;
        });
        if (!open.isEmpty()) {
            throw new Refusal("Kafka gave no more records of " + topics.source() + " at " + open + " for "
                    + SOURCE_PATIENCE.toSeconds() + " s; try again");
        }
    }

    private long strangers(CarriedRecords carried, OffsetRange range, String topic) {
        long before = faults.count();
        carried.unmatched(range)
                .forEach(origin ->
                        faults.add(Kind.MISPLACED, origin, "is in " + topic + ", but the source has no such record"));
        return faults.count() - before;
    }

    private void trace(
            List<WindowDifference> differences, Placement<E> placement, TopicScan source, OffsetRange range) {
        DifferenceTrace<E> trace = new DifferenceTrace<>(differences, placement, keys.names());
        if (trace.isWorthwhile()) {
            read(source, range, "looking for the records that differ", trace::add);
            trace.finish();
        }
    }

    private WindowReport report(
            OffsetRange range,
            WindowScope scope,
            long rows,
            SourceCounts counts,
            List<WindowDifference> differences,
            long began) {
        long[] sums = {0, 0, counts.undecided};
        books.forEach((window, each) -> {
            sums[0]++;
            sums[1] += each.tableRecords;
            sums[2] += each.undecidedRecords;
        });
        Balance balance = new Balance(
                counts.read - counts.notCompared - sums[2], sums[1], counts.filtered, counts.late, counts.deadLettered);
        return new WindowReport(
                job.name(),
                settings.of(IcebergOptions.NAMESPACE) + "." + job.table().name(),
                topics.source(),
                range,
                scope,
                sums[0],
                rows,
                counts.read,
                counts.notCompared,
                sums[2],
                balance,
                keys.names(),
                differences,
                faults,
                notes,
                Duration.ofNanos(System.nanoTime() - began));
    }
}
