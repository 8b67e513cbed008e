package io.matih.streaming.window;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.record.LateEvent;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The ways out of the operators of a windowed job, besides their main output. */
final class WindowOutputs<K, A extends WindowAccumulator<?, A>> implements Serializable {

    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    static final OutputTag<LateEvent> LATE_EVENTS = new OutputTag<>("late-events", TypeInformation.of(LateEvent.class));

    private static final long serialVersionUID = 1L;

    /** Single events that may be late, with their original records. */
    final OutputTag<Partial<K, A>> unjudged;

    /** What is to be counted once. */
    final OutputTag<DistinctPart<K>> distinct;

    /** Over how many the values of one key are spread. */
    final int shards;

    WindowOutputs(WindowAggregate<? extends InputRecord, K, A, ?> aggregate) {
        unjudged = new OutputTag<>("unjudged", Partial.type(aggregate.keyClass(), aggregate.accumulatorClass()));
        distinct = new OutputTag<>("distinct", DistinctPart.type(aggregate.keyClass()));
        WindowAccumulator<?, ?> accumulator = aggregate.newAccumulator().get();
        shards = accumulator instanceof DistinctAccumulator<?, ?> counting ? counting.shards() : 1;
    }

    /** Sends values to their shards and forgets them; nothing to do when the accumulator has none. */
    void sendDistinct(Output<?> output, long windowStartMillis, K key, @Nullable DistinctValues values) {
        if (values == null || values.isEmpty()) {
            return;
        }
        values.writeShards(shards, (number, shardValues) -> {
            DistinctPart<K> part = new DistinctPart<>();
            part.shard = new DistinctShard<>(key, number);
            part.windowStartMillis = windowStartMillis;
            part.values = shardValues;
            output.collect(distinct, new StreamRecord<>(part));
        });
        values.clear();
    }
}
