package org.apache.iceberg.flink.sink;

import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.io.WriteResult;

/**
 * What {@link IcebergSink} has between its writers and the table, for tests that drive it by hand. What passes between the
 * two operators is nobody else's concern.
 */
@SuppressWarnings("unchecked")
public final class CommittingOperators {

    private CommittingOperators() {}

    /** Makes one committable of the files of a checkpoint. */
    public static OneInputStreamOperator<CommittableMessage<WriteResult>, CommittableMessage<Object>> aggregator(
            TableLoader loader) {
        return (OneInputStreamOperator<CommittableMessage<WriteResult>, CommittableMessage<Object>>)
                (OneInputStreamOperator<?, ?>) new IcebergWriteAggregator(loader);
    }

    /** Commits what has completed, with a table of its own. */
    public static OneInputStreamOperatorFactory<CommittableMessage<Object>, CommittableMessage<Object>> committer(
            TableLoader loader) {
        return (OneInputStreamOperatorFactory<CommittableMessage<Object>, CommittableMessage<Object>>)
                (OneInputStreamOperatorFactory<?, ?>)
                        new CommitterOperatorFactory<>(new CommittingSink(loader), false, true);
    }

    private record CommittingSink(TableLoader loader) implements SupportsCommitter<IcebergCommittable> {

        @Override
        public Committer<IcebergCommittable> createCommitter(CommitterInitContext context) {
            return new IcebergCommitter(loader, SnapshotRef.MAIN_BRANCH, Map.of(), false, 1, "simulated", null, false);
        }

        @Override
        public SimpleVersionedSerializer<IcebergCommittable> getCommittableSerializer() {
            return new IcebergCommittableSerializer();
        }
    }
}
