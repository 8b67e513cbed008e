package io.matih.streaming.platform.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.matih.streaming.platform.generator.llm.LlmTraffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordSequenceTest {

    private static final Instant START = Instant.parse("2025-11-20T12:00:00Z");
    private static final int COUNT = 20_000;
    private static final TrafficSettings SETTINGS =
            TrafficSettings.startingAt(START).withRate(200, COUNT).withShares(new Shares(0.02, 0.03, 0.04, 0.01));

    @Test
    void equalSeedsGiveEqualRecordsInAnyOrder() {
        RecordSequence one = sequence(SETTINGS);
        RecordSequence other = sequence(SETTINGS);
        List<Long> backwards = new ArrayList<>(LongStream.range(0, 500).boxed().toList());
        Collections.reverse(backwards);

        for (long index : backwards) {
            assertThat(other.record(index)).usingRecursiveComparison().isEqualTo(one.record(index));
        }
    }

    @Test
    void anotherSeedGivesOtherRecords() {
        RecordSequence one = sequence(SETTINGS);
        RecordSequence other = sequence(SETTINGS.withSeed(2));

        assertThat(LongStream.range(0, 100)
                        .mapToObj(index -> text(one.record(index)).equals(text(other.record(index)))))
                .containsOnly(false, false);
    }

    @Test
    void kindsComeInTheirShares() {
        Map<RecordKind, Integer> counts = new EnumMap<>(RecordKind.class);
        RecordSequence sequence = sequence(SETTINGS);
        for (int index = 0; index < COUNT; index++) {
            counts.merge(sequence.record(index).kind(), 1, Integer::sum);
        }

        assertThat(counts.getOrDefault(RecordKind.LATE, 0) / (double) COUNT).isCloseTo(0.02, within(0.004));
        assertThat(counts.getOrDefault(RecordKind.DUPLICATE, 0) / (double) COUNT)
                .isCloseTo(0.03, within(0.004));
        assertThat(counts.getOrDefault(RecordKind.MALFORMED, 0) / (double) COUNT)
                .isCloseTo(0.04, within(0.004));
        assertThat(counts.getOrDefault(RecordKind.FUTURE, 0) / (double) COUNT).isCloseTo(0.01, within(0.004));
    }

    @Test
    void duplicateIsTheGoodRecordBeforeItByteForByte() {
        RecordSequence sequence = sequence(SETTINGS);
        GeneratedRecord good = sequence.record(0);
        for (int index = 1; index < 2_000; index++) {
            GeneratedRecord record = sequence.record(index);
            if (record.kind() == RecordKind.DUPLICATE) {
                assertThat(record.value()).isEqualTo(good.value());
                assertThat(record.key()).isEqualTo(good.key());
            } else if (record.kind() == RecordKind.GOOD) {
                good = record;
            }
        }
    }

    @Test
    void backlogCoversTheDayBeforeTheStartAndLiveTrafficFollows() {
        Schedule schedule = new Schedule(SETTINGS.withBacklog(Duration.ofHours(24), Duration.ofSeconds(10)));
        long startMillis = START.toEpochMilli();

        assertThat(schedule.momentMillis(0))
                .isBetween(START.minus(Duration.ofHours(24)).toEpochMilli(), startMillis - 86_300_000);
        assertThat(schedule.momentMillis(COUNT - 1)).isBetween(startMillis - 60_000, startMillis);
        assertThat(schedule.dueMillis(COUNT / 2)).isEqualTo(startMillis + 5_000);
        assertThat(schedule.momentMillis(COUNT)).isEqualTo(startMillis);
        assertThat(schedule.momentMillis(COUNT + 200)).isEqualTo(startMillis + 1_000);
        assertThat(schedule.dueMillis(COUNT + 200)).isEqualTo(startMillis + 1_000);
    }

    @Test
    void recordsOfOnePartitionComeInOrder() {
        RecordSequence sequence = sequence(SETTINGS);
        long before = Long.MIN_VALUE;
        for (int index = 0; index < COUNT; index++) {
            long timestampMillis = sequence.record(index).timestampMillis();
            assertThat(timestampMillis).isGreaterThanOrEqualTo(before);
            before = timestampMillis;
        }
    }

    @Test
    void afternoonIsFourTimesAsBusyAsTheNight() {
        RecordSequence sequence = sequence(SETTINGS);
        int[] byHour = new int[24];
        for (int index = 0; index < COUNT; index++) {
            byHour[(int) (sequence.record(index).timestampMillis() / 3_600_000 % 24)]++;
        }

        assertThat((byHour[14] + byHour[15]) / (double) (byHour[2] + byHour[3])).isCloseTo(4, within(0.8));
    }

    @Test
    void sharesThatAreNoSharesAreRefused() {
        assertThatThrownBy(() -> new Shares(0.6, 0.6, 0, 0)).hasMessageContaining("expected 0 to 1");
        assertThatThrownBy(() -> new Shares(-0.1, 0, 0, 0)).hasMessageContaining("expected 0 to 1");
    }

    private static RecordSequence sequence(TrafficSettings settings) {
        return new RecordSequence(new LlmTraffic(settings.seed()), settings);
    }

    private static String text(GeneratedRecord record) {
        byte[] value = record.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
