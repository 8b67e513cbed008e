package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.junit.jupiter.api.Test;

class LoudCommitterTest {

    private final List<String> signals = new ArrayList<>();

    @Test
    void lostTransactionIsCountedAndFails() {
        IllegalStateException fenced = new IllegalStateException("fenced");

        assertThatThrownBy(() -> commit(request -> request.signalFailedWithKnownReason(fenced)))
                .isInstanceOf(LostTransactionException.class)
                .hasMessageContaining("records for topic 'orders.late' are lost: Kafka aborted or fenced transaction-7")
                .hasCause(fenced);
        assertThat(signals).containsExactly("known: fenced");
    }

    @Test
    void everythingElsePassesUnchanged() throws Exception {
        commit(request -> {
            request.retryLater();
            request.updateAndRetryLater("transaction-8");
            request.signalAlreadyCommitted();
            request.signalFailedWithUnknownReason(new IllegalStateException("odd"));
            signals.add(request.getCommittable() + " " + request.getNumberOfRetries());
        });

        assertThat(signals)
                .containsExactly("retry", "retry transaction-8", "already", "unknown: odd", "transaction-7 3");
    }

    @Test
    void transactionThatKafkaHasForgottenIsLost() {
        InvalidPidMappingException forgotten = new InvalidPidMappingException("forgotten");

        assertThatThrownBy(() -> commit(request -> request.signalFailedWithUnknownReason(forgotten)))
                .isInstanceOf(LostTransactionException.class)
                .hasCause(forgotten);
    }

    @Test
    void lostTransactionThatIsAcceptedIsOnlyCounted() throws Exception {
        commit(
                request -> request.signalFailedWithKnownReason(new IllegalStateException("fenced")),
                LostTransactions.ACCEPT);

        assertThat(signals).containsExactly("known: fenced");
    }

    private void commit(Consumer<CommitRequest<String>> behaviour) throws Exception {
        commit(behaviour, LostTransactions.FAIL);
    }

    private void commit(Consumer<CommitRequest<String>> behaviour, LostTransactions lostTransactions) throws Exception {
        new LoudCommitter<>(new ScriptedCommitter(behaviour), "orders.late", lostTransactions)
                .commit(List.of(new RecordedRequest(signals)));
    }

    private record ScriptedCommitter(Consumer<CommitRequest<String>> behaviour) implements Committer<String> {

        @Override
        public void commit(Collection<CommitRequest<String>> requests) {
            requests.forEach(behaviour);
        }

        @Override
        public void close() {}
    }

    private record RecordedRequest(List<String> signals) implements CommitRequest<String> {

        @Override
        public String getCommittable() {
            return "transaction-7";
        }

        @Override
        public int getNumberOfRetries() {
            return 3;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            signals.add("known: " + reason.getMessage());
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            signals.add("unknown: " + reason.getMessage());
        }

        @Override
        public void retryLater() {
            signals.add("retry");
        }

        @Override
        public void updateAndRetryLater(String committable) {
            signals.add("retry " + committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            signals.add("already");
        }
    }
}
