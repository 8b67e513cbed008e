package io.matih.streaming.pipeline;

import io.matih.streaming.decode.DecodeOptions;
import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.iceberg.IcebergOutput;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.job.JobDefinition;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.EventFormat;
import io.matih.streaming.kafka.EventTimeOptions;
import io.matih.streaming.kafka.JobTopics;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.kafka.KafkaSecurityOptions;
import io.matih.streaming.kafka.KafkaTopics;
import io.matih.streaming.kafka.OriginalRecordSinks;
import io.matih.streaming.kafka.RecordSource;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import io.matih.streaming.window.WindowAggregate;
import io.matih.streaming.window.WindowAggregation;
import io.matih.streaming.window.WindowOptions;
import io.matih.streaming.window.WindowedStreams;
import java.time.Clock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The topology that all windowed jobs share: a topic, windows, a table, and the late and dead-letter topics.
 *
 * <pre>{@code
 * public static final StreamingJob JOB = new WindowedJob<>("page-views", ViewsJob::views, ViewsJob::metrics, ViewMetrics.TABLE)
 *         .withOptions(OPTIONS);
 * }</pre>
 *
 * @param name the job's name everywhere: Flink, headers, metrics
 * @param format how records are read, under the job's settings
 * @param aggregate what is kept of a window, under the job's settings
 * @param table where the rows go
 * @param rowStep what is done with the rows before
 */
public record WindowedJob<E extends InputRecord, K, A extends WindowAccumulator<E, A>, R>(
        String name,
        Function<Settings, EventFormat<E>> format,
        Function<Settings, WindowAggregate<E, K, A, R>> aggregate,
        TableDefinition<R> table,
        RowStep<R> rowStep)
        implements JobDefinition {

    /** A job that writes the rows as they come out of the windows. */
    public WindowedJob(
            String name,
            Function<Settings, EventFormat<E>> format,
            Function<Settings, WindowAggregate<E, K, A, R>> aggregate,
            TableDefinition<R> table) {
        this(name, format, aggregate, table, (rows, settings) -> rows);
    }

    /** The same job, with a step between windows and table. */
    public WindowedJob<E, K, A, R> through(RowStep<R> step) {
        return new WindowedJob<>(name, format, aggregate, table, step);
    }

    /** The options that every windowed job has, and the job's own after them; a job gives its defaults to the result. */
    public static OptionSet options(OptionGroup... own) {
        OptionGroup[] shared = {
            KafkaOptions.ALL,
            KafkaSecurityOptions.ALL,
            DecodeOptions.ALL,
            EventTimeOptions.ALL,
            WindowOptions.ALL,
            IcebergOptions.GROUP
        };
        return OptionSet.of(Stream.of(shared, own).flatMap(Stream::of).toArray(OptionGroup[]::new));
    }

    /** The job as a value that can be started. */
    public StreamingJob withOptions(OptionSet options) {
        return new StreamingJob(name, options, this);
    }

    @Override
    public void define(StreamExecutionEnvironment environment, Settings settings) {
        JobTopics topics = KafkaOptions.topics(settings);
        KafkaTopics.on(KafkaOptions.connection(settings)).check(topics, settings.of(KafkaOptions.MISSING_TOPICS));

        DataStream<E> records = new RecordSource<>(
                        KafkaOptions.source(settings),
                        EventTimeOptions.eventTime(settings),
                        format.apply(settings),
                        Clock.systemUTC())
                .attachTo(environment, "records-read");

        WindowedStreams<R> streams =
                WindowAggregation.apply(records, aggregate.apply(settings), WindowOptions.windows(settings));

        IcebergOutput.to(table, IcebergSettings.of(settings))
                .append(rowStep.apply(streams.rows(), settings), "metrics");
        OriginalRecordSinks originals = KafkaOptions.sinks(settings, name);
        originals.writeLate(streams.lateEvents(), topics.late());
        originals.writeDeadLetters(streams.deadLetters(), topics.deadLetter());
    }
}
