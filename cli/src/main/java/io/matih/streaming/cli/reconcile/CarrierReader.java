package io.matih.streaming.cli.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.matih.streaming.record.RejectReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads from the headers of a late event or dead letter which record of the source it carries. */
final class CarrierReader {

    private final String source;
    private final String job;

    CarrierReader(String source, String job) {
        this.source = source;
        this.job = job;
    }

    /** Null when it carries another topic's record, or another job wrote it. */
    @Nullable Origin originOf(ConsumerRecord<byte[], byte[]> carrier) {
        if (!source.equals(text(carrier, "origin.topic")) || !job.equals(text(carrier, "job"))) {
            return null;
        }
        try {
            return new Origin(
                    source,
                    Integer.parseInt(String.valueOf(text(carrier, "origin.partition"))),
                    Long.parseLong(String.valueOf(text(carrier, "origin.offset"))));
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    static boolean isFromTheFuture(ConsumerRecord<byte[], byte[]> letter) {
        return RejectReason.FUTURE_TIMESTAMP.code().equals(text(letter, "reason"));
    }

    /** Of headers with the same name, the last one is ours. */
    private static @Nullable String text(ConsumerRecord<byte[], byte[]> carrier, String name) {
        Header header = carrier.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
