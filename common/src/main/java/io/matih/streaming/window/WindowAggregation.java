package io.matih.streaming.window;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.LateEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Decoded records in, rows of tumbling windows out: {@code route → pre-aggregate ══keyBy══► guard → window → row}.
 *
 * <pre>{@code
 * WindowedStreams<CallMetrics> streams = WindowAggregation.apply(calls, new CallAggregate(), settings);
 * }</pre>
 */
public final class WindowAggregation {

    /** Name and uid of the operator beside the source. */
    public static final String PRE_AGGREGATOR = "records-pre-aggregate";

    /** Name and uid of the operator that holds the windows. */
    public static final String WINDOW_AGGREGATOR = "windows-aggregate";

    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    static final OutputTag<LateEvent> LATE_EVENTS = new OutputTag<>("late-events", TypeInformation.of(LateEvent.class));

    private WindowAggregation() {}

    /** Aggregates a stream of decoded records; one call per job. */
    public static <E extends InputRecord, K, A extends WindowAccumulator, R> WindowedStreams<R> apply(
            DataStream<E> records, WindowAggregate<E, K, A, R> aggregate, WindowSettings settings) {
        SingleOutputStreamOperator<Partial<K, A>> partials = records.transform(
                        PRE_AGGREGATOR,
                        Partial.type(aggregate.keyClass(), aggregate.accumulatorClass()),
                        new PreAggregator<>(aggregate, settings))
                .uid(PRE_AGGREGATOR);
        SingleOutputStreamOperator<R> rows = partials.keyBy(
                        partial -> partial.key, TypeInformation.of(aggregate.keyClass()))
                .transform(
                        WINDOW_AGGREGATOR,
                        TypeInformation.of(aggregate.rowClass()),
                        new WindowAggregator<>(aggregate, settings))
                .uid(WINDOW_AGGREGATOR);
        DataStream<LateEvent> lateEvents = partials.getSideOutput(LATE_EVENTS).union(rows.getSideOutput(LATE_EVENTS));
        return new WindowedStreams<>(rows, lateEvents, partials.getSideOutput(DEAD_LETTERS));
    }
}
