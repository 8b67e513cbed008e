package io.matih.streaming.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.text.Utf8Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {

    private static final int SHARDS = 32;

    private static void add(DistinctValues values, int set, String group, String value) {
        values.add(set, group, Utf8Text.of(value));
    }

    private static List<String> textOf(DistinctValues values) {
        List<String> texts = textOf(values.toBytes());
        assertThat(texts).hasSize(values.size());
        return texts;
    }

    private static List<String> textOf(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        GroupNumbers groups = new GroupNumbers();
        DistinctValuesReader reader = new DistinctValuesReader(bytes, groups);
        while (reader.next()) {
            texts.add(reader.set() + "/" + groups.group(reader.group()) + "/" + reader.value());
        }
        return texts;
    }

    @Test
    void keepsEachValueOfASetAndGroupOnceInTheOrderOfFirstSight() {
        DistinctValues values = new DistinctValues();
        add(values, 1, "", "b");
        add(values, 1, "", "a");
        add(values, 2, "", "a");
        add(values, 1, "g", "a");
        add(values, 1, "", "b");
        add(values, 1, "g", "a");

        assertThat(textOf(values)).containsExactly("1//b", "1//a", "2//a", "1/g/a");
    }

    @Test
    void tellsValuesAndGroupsWithTheSameHashCodeApart() {
        List<String> alike = twoTextsWithTheSameHashCode();
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        DistinctValues values = new DistinctValues();
        for (int round = 0; round < 2; round++) {
            for (String group : List.of("", "Aa", "BB")) {
                add(values, 0, group, alike.get(0));
                add(values, 0, group, alike.get(1));
            }
        }

        assertThat(values.size()).isEqualTo(6);
    }

    private static List<String> twoTextsWithTheSameHashCode() {
        Map<Integer, String> seen = new HashMap<>();
        for (int i = 0; ; i++) {
            String text = "value-" + i;
            String other = seen.putIfAbsent(Utf8Text.of(text).hashCode(), text);
            if (other != null) {
                return List.of(other, text);
            }
        }
    }

    @Test
    void equalsAPlainSetOfManyRandomValuesThroughItsBinaryFormAndItsShards() {
        Random random = new Random(7);
        DistinctValues values = new DistinctValues();
        Set<String> expected = new LinkedHashSet<>();
        for (int i = 0; i < 100_000; i++) {
            int set = random.nextInt(128);
            String group = random.nextInt(3) == 0 ? "group-" + random.nextInt(50) : "";
            String value = (random.nextBoolean() ? "😀é" : "") + random.nextInt(3_000);
            add(values, set, group, value);
            expected.add(set + "/" + group + "/" + value);
        }
        assertThat(textOf(values)).containsExactlyElementsOf(expected);

        DistinctValues read = new DistinctValues();
        read.addAll(values.toBytes());
        assertThat(textOf(read)).containsExactlyElementsOf(expected);

        DistinctValues ofShards = new DistinctValues();
        values.writeShards(SHARDS, (shard, bytes) -> ofShards.addAll(bytes));
        assertThat(ofShards.size()).isEqualTo(expected.size());
        assertThat(new LinkedHashSet<>(textOf(ofShards))).isEqualTo(expected);
    }

    @Test
    void aValueIsInTheSameShardWhateverItsSetAndGroup() {
        DistinctValues values = new DistinctValues();
        for (int i = 0; i < 1_000; i++) {
            add(values, i % 5, "", "value-" + i % 100);
            add(values, 9, "group-" + i, "value-" + i % 100);
        }
        Map<String, Integer> shardOfValue = new HashMap<>();
        Set<Integer> used = new LinkedHashSet<>();
        values.writeShards(8, (shard, bytes) -> {
            used.add(shard);
            new DistinctValues()
                    .addAll(bytes, (set, group, value) -> assertThat(shardOfValue.putIfAbsent(value.toString(), shard))
                            .isIn(null, shard));
        });

        assertThat(used).hasSize(8);
        assertThat(shardOfValue).hasSize(100);
    }

    /** State holds values by shard, so this must never change. */
    @Test
    void theShardOfAValueFollowsFromTheHashCodeOfTheString() {
        Random random = new Random(11);
        for (int length = 0; length < 24; length++) {
            for (int i = 0; i < 200; i++) {
                StringBuilder text = new StringBuilder();
                for (int at = 0; at < length; at++) {
                    text.append(random.nextInt(40) == 0 ? 'é' : (char) ('!' + random.nextInt(90)));
                }
                int hash = text.toString().hashCode() * 0x85EBCA6B;
                int expected = Math.floorMod(hash ^ hash >>> 15, SHARDS);
                DistinctValues values = new DistinctValues();
                add(values, 0, "", text.toString());
                values.writeShards(
                        SHARDS,
                        (shard, bytes) -> assertThat(shard).as(text.toString()).isEqualTo(expected));
            }
        }
    }

    @Test
    void handsOverWhatABlockAdds() {
        DistinctValues block = new DistinctValues();
        add(block, 0, "", "a");
        add(block, 1, "g", "a");
        add(block, 0, "", "b");
        DistinctValues values = new DistinctValues();
        add(values, 0, "", "a");
        List<String> added = new ArrayList<>();
        values.addAll(block.toBytes(), (set, group, value) -> added.add(set + "/" + group + "/" + value));

        assertThat(added).containsExactly("1/g/a", "0//b");
    }

    @Test
    void isEmptyAgainAfterClear() {
        DistinctValues values = new DistinctValues();
        add(values, 0, "", "a");
        values.clear();
        assertThat(values.isEmpty()).isTrue();
        assertThat(values.toBytes()).isEmpty();

        add(values, 0, "", "b");
        add(values, 0, "", "a");
        add(values, 0, "", "b");
        assertThat(textOf(values)).containsExactly("0//b", "0//a");
    }

    @Test
    void findsTheValuesOfAnEventAgainInWhateverOrderTheyCome() {
        DistinctValues values = new DistinctValues();
        for (int round = 0; round < 2; round++) {
            for (String session : List.of("s-1", "s-2", "")) {
                add(values, 0, "", session);
                add(values, 1, "agent", session);
                add(values, 2, "", "user-" + session);
            }
        }
        add(values, 1, "agent", "s-1");
        add(values, 0, "", "s-1");
        add(values, 2, "", "user-s-2");
        add(values, 1, "agent", "user-s-2");

        assertThat(values.size()).isEqualTo(10);
    }

    @Test
    void aValueIsFoundAgainInEachOfHundredsOfGroups() {
        DistinctValues values = new DistinctValues();
        List<Integer> groups = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        for (int round = 0; round < 3; round++) {
            Collections.shuffle(groups, new Random(round));
            for (int group : groups) {
                add(values, 0, "group-" + group, "crawler");
                add(values, 0, "group-" + group, "visitor-" + group);
                values.endEvent();
            }
        }

        assertThat(values.size()).isEqualTo(1_000);
        assertThat(textOf(values)).doesNotHaveDuplicates();
        values.clear();
        add(values, 0, "group-0", "crawler");
        assertThat(values.size()).isEqualTo(1);
    }

    @Test
    void whereWatchedValuesComeOnceTheNextAreKeptWithoutBeingLookedForAndNoneIsMissing() {
        DistinctStatistics statistics = new DistinctStatistics();
        DistinctValues values = watched(statistics);
        fill(values, 1);
        values.clear();
        for (DistinctValues next : List.of(values, watched(statistics))) {
            add(next, 0, "", "a");
            add(next, 0, "", "b");
            add(next, 0, "", "a");

            assertThat(next.size()).isEqualTo(3);
            DistinctValues counted = new DistinctValues();
            next.writeShards(SHARDS, (shard, bytes) -> counted.addAll(bytes));
            assertThat(textOf(counted)).containsExactlyInAnyOrder("0//a", "0//b");
        }
    }

    @Test
    void whereWatchedValuesComeAgainTheyAreStillLookedFor() {
        DistinctValues values = watched(new DistinctStatistics());
        fill(values, 3);
        values.clear();
        add(values, 0, "", "a");
        add(values, 0, "", "b");
        add(values, 0, "", "a");

        assertThat(textOf(values)).containsExactly("0//a", "0//b");
    }

    @Test
    void whetherWatchedValuesComeAgainIsFoundOutFromTimeToTime() {
        DistinctValues values = watched(new DistinctStatistics());
        fill(values, 1);
        values.clear();
        int fillings = 0;
        while (isKeptTwice(values)) {
            fill(values, 1);
            values.clear();
            fillings++;
        }

        assertThat(fillings).isBetween(2, 100);
    }

    @Test
    void roomIsMadeForAsManyWatchedValuesAsAreUsual() {
        DistinctStatistics statistics = new DistinctStatistics();
        send(statistics, 500, 100);
        DistinctValues usual = watched(statistics);
        add(usual, 0, "", "value-0");
        long room = usual.sizeInBytes();
        addMany(usual, 100);

        assertThat(usual.sizeInBytes()).isEqualTo(room);

        send(statistics, 500, 1);
        DistinctValues small = watched(statistics);
        add(small, 0, "", "value-0");

        assertThat(small.sizeInBytes()).isLessThan(room / 4);
    }

    @Test
    void afterKeysOfManyValuesAKeyOfOneTakesLittleRoom() {
        DistinctStatistics statistics = new DistinctStatistics();
        DistinctValues many = watched(statistics);
        fill(many, 2);
        many.clear();
        DistinctValues one = watched(statistics);
        add(one, 0, "", "value-0");
        assertThat(one.sizeInBytes()).isLessThan(150_000);

        fill(many, 1);
        many.clear();
        assertThat(statistics.repeatSeldom()).isTrue();
        DistinctValues blind = watched(statistics);
        add(blind, 0, "", "value-0");
        assertThat(blind.sizeInBytes()).isLessThan(150_000);
    }

    private static void send(DistinctStatistics statistics, int keys, int valuesOfEach) {
        for (int key = 0; key < keys; key++) {
            DistinctValues values = watched(statistics);
            addMany(values, valuesOfEach);
            values.clear();
        }
    }

    private static void addMany(DistinctValues values, int count) {
        for (int i = 0; i < count; i++) {
            add(values, 0, "", "value-" + i);
        }
    }

    private static DistinctValues watched(DistinctStatistics statistics) {
        DistinctValues values = new DistinctValues();
        values.watch(statistics, SHARDS);
        return values;
    }

    private static boolean isKeptTwice(DistinctValues empty) {
        add(empty, 0, "", "again");
        empty.endEvent();
        add(empty, 0, "", "again");
        boolean twice = empty.size() == 2;
        empty.clear();
        return twice;
    }

    private static void fill(DistinctValues values, int times) {
        for (int i = 0; !values.areMany(); i++) {
            for (int time = 0; time < times; time++) {
                add(values, 0, "", "value-" + i);
            }
        }
    }

    @Test
    void readsWhatWasWrittenBeforeGroupsHadNumbers() {
        byte[] bytes = {4, 2, 'g', 2, 'a', 4, 2, 'h', 0, 4, 2, 'g', 2, 'b', 0, 1, 0};
        DistinctValues values = new DistinctValues();
        values.addAll(bytes);

        assertThat(textOf(values)).containsExactly("4/g/a", "4/h/a", "4/g/b", "0//b");
    }

    @Test
    void aGroupIsWrittenOnce() {
        DistinctValues values = new DistinctValues();
        for (int i = 0; i < 1_000; i++) {
            add(values, 1, "a-group-with-a-long-name-" + i % 10, "v" + i);
        }

        assertThat(values.toBytes()).hasSizeLessThan(1_000 * 8 + 10 * 30);
    }
}
