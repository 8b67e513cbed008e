package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartOffsetsTest {

    private static final TopicPartition ZERO = new TopicPartition("orders", 0);
    private static final TopicPartition ONE = new TopicPartition("orders", 1);

    @Test
    void committedOffsetsCountWhateverTheStartMode() {
        Topic topic = new Topic(Map.of(ZERO, 5L, ONE, 6L));

        assertThat(start(StartMode.EARLIEST, topic)).isEqualTo(Map.of(ZERO, 5L, ONE, 6L));
        assertThat(start(StartMode.LATEST, topic)).isEqualTo(Map.of(ZERO, 5L, ONE, 6L));
    }

    @Test
    void startModeCountsForAGroupWithoutCommittedOffsets() {
        Topic topic = new Topic(Map.of());

        assertThat(start(StartMode.LATEST, topic)).isEqualTo(Map.of(ZERO, 100L, ONE, 101L));
        assertThat(start(StartMode.EARLIEST, topic)).isEqualTo(Map.of(ZERO, 2L, ONE, 3L));
    }

    @Test
    void timestampFallsBackToTheEndOfAPartitionWhoseRecordsAreAllOlder() {
        StartMode timestamp = StartMode.timestamp(Instant.ofEpochMilli(1_000));

        assertThat(start(timestamp, new Topic(Map.of()))).isEqualTo(Map.of(ZERO, 50L, ONE, 101L));
    }

    @Test
    void partitionThatWasAddedWhileTheJobWasDownIsReadFromItsBeginning() {
        assertThat(start(StartMode.LATEST, new Topic(Map.of(ZERO, 5L)))).isEqualTo(Map.of(ZERO, 5L, ONE, 3L));
    }

    @Test
    void offsetsOutOfRangeAreNeverReset() {
        assertThat(new StartOffsets(StartMode.LATEST).getAutoOffsetResetStrategy())
                .isEqualTo(OffsetResetStrategy.NONE);
    }

    @Test
    void asksNothingAboutNoPartitions() {
        assertThat(new StartOffsets(StartMode.LATEST).getPartitionOffsets(List.of(), new Topic(Map.of())))
                .isEmpty();
    }

    private static Map<TopicPartition, Long> start(StartMode startMode, Topic topic) {
        return new StartOffsets(startMode).getPartitionOffsets(List.of(ZERO, ONE), topic);
    }

    /** Partitions that begin at 2 and 3, end at 100 and 101, and where only the first has a record after the timestamp 1,000. */
    private record Topic(Map<TopicPartition, Long> committed) implements PartitionOffsetsRetriever {

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            return committed;
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return only(partitions, Map.of(ZERO, 100L, ONE, 101L));
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            return only(partitions, Map.of(ZERO, 2L, ONE, 3L));
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> searched) {
            assertThat(searched).isEqualTo(Map.of(ZERO, 1_000L, ONE, 1_000L));
            return Map.of(ZERO, new OffsetAndTimestamp(50, 1_200));
        }

        private static Map<TopicPartition, Long> only(
                Collection<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
            Map<TopicPartition, Long> answer = new HashMap<>(offsets);
            answer.keySet().retainAll(partitions);
            return answer;
        }
    }
}
