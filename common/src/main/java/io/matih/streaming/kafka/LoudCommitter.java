package io.matih.streaming.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.kafka.common.errors.InvalidPidMappingException;

/** Commits as another committer does, but lets no lost transaction pass unless told to. */
@SuppressWarnings("try") // The interface lets close throw anything.
final class LoudCommitter<CommittableT> implements Committer<CommittableT> {

    private final Committer<CommittableT> committer;
    private final String topic;
    private final LostTransactions lostTransactions;

    LoudCommitter(Committer<CommittableT> committer, String topic, LostTransactions lostTransactions) {
        this.committer = committer;
        this.topic = topic;
        this.lostTransactions = lostTransactions;
    }

    @Override
    public void commit(Collection<CommitRequest<CommittableT>> requests) throws IOException, InterruptedException {
        List<CommitRequest<CommittableT>> loud = requests.stream()
                .<CommitRequest<CommittableT>>map(request -> new LoudRequest<>(request, topic, lostTransactions))
                .toList();
        committer.commit(loud);
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    private record LoudRequest<CommittableT>(
            CommitRequest<CommittableT> request, String topic, LostTransactions lostTransactions)
            implements CommitRequest<CommittableT> {

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            request.signalFailedWithKnownReason(reason);
            if (lostTransactions == LostTransactions.FAIL) {
                throw new LostTransactionException(topic, request.getCommittable(), reason);
            }
        }

        @Override
        public CommittableT getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            if (reason instanceof InvalidPidMappingException) {
                // Kafka has forgotten the transaction; Flink counts that among the unknown reasons.
                signalFailedWithKnownReason(reason);
            } else {
                request.signalFailedWithUnknownReason(reason);
            }
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(CommittableT committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
