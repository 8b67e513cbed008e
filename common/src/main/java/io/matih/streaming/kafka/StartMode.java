package io.matih.streaming.kafka;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where a group without committed offsets starts: {@code latest}, {@code earliest} or {@code timestamp:<ISO-8601>}. */
public final class StartMode implements Serializable {

    public static final StartMode LATEST = new StartMode("latest", null);
    public static final StartMode EARLIEST = new StartMode("earliest", null);

    private static final long serialVersionUID = 1L;
    static final String EXPECTED =
            "latest, earliest or timestamp:<ISO-8601 with zone>, such as timestamp:2026-11-20T10:15:30Z";

    private static final String TIMESTAMP_PREFIX = "timestamp:";

    private final String text;
    private final @Nullable Instant timestamp;

    private StartMode(String text, @Nullable Instant timestamp) {
        this.text = text;
        this.timestamp = timestamp;
    }

    /** Starts each partition at its first record whose Kafka timestamp is not before the given one. */
    public static StartMode timestamp(Instant timestamp) {
        return new StartMode(TIMESTAMP_PREFIX + timestamp, timestamp);
    }

    /**
     * Reads the form that settings have.
     *
     * @throws IllegalArgumentException with one line that says what was expected
     */
    public static StartMode parse(String text) {
        if (text.equals(LATEST.text)) {
            return LATEST;
        }
        if (text.equals(EARLIEST.text)) {
            return EARLIEST;
        }
        if (text.startsWith(TIMESTAMP_PREFIX)) {
            try {
                return timestamp(OffsetDateTime.parse(text.substring(TIMESTAMP_PREFIX.length()))
                        .toInstant());
            } catch (DateTimeException notATimestamp) {
                throw new IllegalArgumentException(refusal(text), notATimestamp);
            }
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "expected " + EXPECTED + ", but got '" + text + "'";
    }

    Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        if (this.equals(EARLIEST)) {
            return retriever.beginningOffsets(partitions);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.endOffsets(partitions));
        if (timestamp != null) {
            Map<TopicPartition, Long> searched = new HashMap<>();
            for (TopicPartition partition : partitions) {
                searched.put(partition, timestamp.toEpochMilli());
            }
            // A partition whose records are all older is not in the answer and starts at its end.
            retriever.offsetsForTimes(searched).forEach((partition, found) -> offsets.put(partition, found.offset()));
        }
        return offsets;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StartMode mode && text.equals(mode.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return text;
    }
}
