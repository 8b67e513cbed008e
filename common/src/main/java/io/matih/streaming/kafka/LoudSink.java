package io.matih.streaming.kafka;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka sink that fails the job when a transaction is lost (unless told to accept that), where Flink's own only logs and counts it and its records
 * vanish. Everything else is Flink's.
 *
 * @param <T> what is written
 * @param <StateT> the writer's state
 * @param <CommittableT> a transaction that is ready to commit
 */
final class LoudSink<T, StateT, CommittableT>
        implements Sink<T>, SupportsWriterState<T, StateT>, SupportsCommitter<CommittableT> {

    private static final long serialVersionUID = 1L;

    private final TwoPhaseCommittingStatefulSink<T, StateT, CommittableT> sink;
    private final String topic;
    private final LostTransactions lostTransactions;

    private LoudSink(
            TwoPhaseCommittingStatefulSink<T, StateT, CommittableT> sink,
            String topic,
            LostTransactions lostTransactions) {
        this.sink = sink;
        this.topic = topic;
        this.lostTransactions = lostTransactions;
    }

    static <T> Sink<T> around(KafkaSink<T> sink, String topic, LostTransactions lostTransactions) {
        return wrap(sink, topic, lostTransactions);
    }

    private static <T, StateT, CommittableT> Sink<T> wrap(
            TwoPhaseCommittingStatefulSink<T, StateT, CommittableT> sink,
            String topic,
            LostTransactions lostTransactions) {
        return new LoudSink<>(sink, topic, lostTransactions);
    }

    @Override
    @Deprecated
    public StatefulSinkWriter<T, StateT> createWriter(InitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public StatefulSinkWriter<T, StateT> restoreWriter(WriterInitContext context, Collection<StateT> recovered)
            throws IOException {
        return sink.restoreWriter(context, recovered);
    }

    @Override
    public SimpleVersionedSerializer<StateT> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<CommittableT> createCommitter(CommitterInitContext context) throws IOException {
        return new LoudCommitter<>(sink.createCommitter(context), topic, lostTransactions);
    }

    @Override
    public SimpleVersionedSerializer<CommittableT> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }
}
