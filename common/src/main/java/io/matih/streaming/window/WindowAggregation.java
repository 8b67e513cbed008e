package io.matih.streaming.window;

import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.LateEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Decoded records in, rows of tumbling windows out.
 *
 * <pre>
 * records ─► pre-aggregate ─────────── sums of bundles ───────────────────────────► windows ─► rows
 *               │                                                                     ▲  ▲
 *               ├─ single events that may be late ─► judge ─ sums ────────────────────┘  │
 *               │                                      │                                 │
 *               └─ distinct values of bundles ─────────┴─► distinct-count ─ counts ──────┘
 * </pre>
 *
 * <pre>{@code
 * WindowedStreams<CallMetrics> streams = WindowAggregation.apply(calls, aggregate, settings);
 * }</pre>
 */
public final class WindowAggregation {

    /** Name and uid of the operator beside the source. */
    public static final String PRE_AGGREGATOR = "records-pre-aggregate";

    /** Name and uid of the operator that decides about events that may be late. */
    public static final String JUDGE = "events-judge";

    /** Name and uid of the operator that counts distinct values; only jobs that have some have it. */
    public static final String DISTINCT_COUNTER = "distinct-count";

    /** Name and uid of the operator that holds the windows. */
    public static final String WINDOW_AGGREGATOR = "windows-aggregate";

    private WindowAggregation() {}

    /** Aggregates a stream of decoded records; one call per job. */
    public static <E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> WindowedStreams<R> apply(
            DataStream<E> records, WindowAggregate<E, K, A, R> aggregate, WindowSettings settings) {
        TypeInformation<Partial<K, A>> partialType = Partial.type(aggregate.keyClass(), aggregate.accumulatorClass());
        WindowOutputs<K, A> outputs = new WindowOutputs<>(aggregate);
        SingleOutputStreamOperator<Partial<K, A>> bundles = records.transform(
                        PRE_AGGREGATOR, partialType, new PreAggregator<>(aggregate, settings))
                .uid(PRE_AGGREGATOR);
        // From each source task to each judge, so that a judge hears all their watermarks.
        SingleOutputStreamOperator<Partial<K, A>> judged = bundles.getSideOutput(outputs.unjudged)
                .rebalance()
                .transform(JUDGE, partialType, new LatenessJudge<>(aggregate, settings))
                .uid(JUDGE);
        DataStream<Partial<K, A>> parts = bundles.union(judged);
        if (DistinctAccumulator.class.isAssignableFrom(aggregate.accumulatorClass())) {
            parts = parts.union(bundles.getSideOutput(outputs.distinct)
                    .union(judged.getSideOutput(outputs.distinct))
                    .keyBy(part -> part.shard, DistinctShard.type(aggregate.keyClass()))
                    .transform(DISTINCT_COUNTER, partialType, new DistinctCounter<>(aggregate, settings))
                    .uid(DISTINCT_COUNTER));
        }
        SingleOutputStreamOperator<R> rows = parts.keyBy(
                        partial -> partial.key, TypeInformation.of(aggregate.keyClass()))
                .transform(
                        WINDOW_AGGREGATOR,
                        TypeInformation.of(aggregate.rowClass()),
                        new WindowAggregator<>(aggregate, settings))
                .uid(WINDOW_AGGREGATOR);
        DataStream<LateEvent> lateEvents =
                bundles.getSideOutput(WindowOutputs.LATE_EVENTS).union(judged.getSideOutput(WindowOutputs.LATE_EVENTS));
        return new WindowedStreams<>(rows, lateEvents, bundles.getSideOutput(WindowOutputs.DEAD_LETTERS));
    }
}
