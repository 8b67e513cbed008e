package io.matih.streaming.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** What a broker answers to an admin client. */
public final class KafkaAnswer {

    private KafkaAnswer() {}

    /**
     * Waits for the answer.
     *
     * @throws KafkaException when there is none; of the kind that the client gave
     */
    public static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException known ? known : new KafkaException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for Kafka", interrupted);
        }
    }
}
