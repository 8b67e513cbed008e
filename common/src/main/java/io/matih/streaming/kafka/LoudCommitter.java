package io.matih.streaming.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;

/** Commits as another committer does, but lets no lost transaction pass. */
@SuppressWarnings("try") // The interface lets close throw anything.
final class LoudCommitter<CommittableT> implements Committer<CommittableT> {

    private final Committer<CommittableT> committer;
    private final String topic;

    LoudCommitter(Committer<CommittableT> committer, String topic) {
        this.committer = committer;
        this.topic = topic;
    }

    @Override
    public void commit(Collection<CommitRequest<CommittableT>> requests) throws IOException, InterruptedException {
        List<CommitRequest<CommittableT>> loud = requests.stream()
                .<CommitRequest<CommittableT>>map(request -> new LoudRequest<>(request, topic))
                .toList();
        committer.commit(loud);
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    private record LoudRequest<CommittableT>(CommitRequest<CommittableT> request, String topic)
            implements CommitRequest<CommittableT> {

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            request.signalFailedWithKnownReason(reason);
            throw new LostTransactionException(topic, request.getCommittable(), reason);
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
            request.signalFailedWithUnknownReason(reason);
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
