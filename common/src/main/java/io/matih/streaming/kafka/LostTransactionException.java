package io.matih.streaming.kafka;

/**
 * Kafka gave up a transaction that a checkpoint had promised to commit: its records are not in the topic. The usual cause is that
 * more time than the transaction timeout passed between the checkpoint and the commit.
 */
public final class LostTransactionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostTransactionException(String topic, Object transaction, Throwable cause) {
        super(
                "records for topic '" + topic + "' are lost: Kafka aborted or fenced " + transaction
                        + " before it could be committed; the job was down longer than the transaction timeout, or another"
                        + " job uses the same transactional id prefix; to go on without them set kafka.lost-transactions to accept",
                cause);
    }
}
