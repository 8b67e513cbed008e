package io.matih.streaming.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows end at 100, 200 and so on; a window's row comes when the watermark of the rows reaches its end. */
class VersionJoinOperatorTest {

    private static final int MAX_PARALLELISM = 12;

    @SuppressWarnings("NullAway.Init") // before each test
    private Harness harness;

    @BeforeEach
    void start() throws Exception {
        harness = harness(1, 0, null);
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void rowWaitsUntilAllVersionsOfItsTimeAreKnown() throws Exception {
        version("s", 50, "Ann");
        completeUntil(99);
        windowEnds("s", 100);
        assertThat(rows()).isEmpty();

        version("s", 100, "Bea");
        completeUntil(100);

        assertThat(rows()).containsExactly("s 100 Bea");
    }

    @Test
    void rowDoesNotWaitWhenTheVersionsAreAhead() throws Exception {
        version("s", 50, "Ann");
        completeUntil(1_000);
        windowEnds("s", 100);

        assertThat(rows()).containsExactly("s 100 Ann");
    }

    @Test
    void renamingChangesLaterWindowsOnly() throws Exception {
        version("s", 10, "Ann");
        version("s", 201, "Bea");
        completeUntil(500);
        windowEnds("s", 100);
        windowEnds("s", 200);
        windowEnds("s", 300);

        assertThat(rows()).containsExactly("s 100 Ann", "s 200 Ann", "s 300 Bea");
    }

    @Test
    void versionThatBeginsWhereTheWindowEndsCounts() throws Exception {
        version("s", 10, "Ann");
        version("s", 200, "Bea");
        completeUntil(500);
        windowEnds("s", 100);
        windowEnds("s", 200);

        assertThat(rows()).containsExactly("s 100 Ann", "s 200 Bea");
    }

    @Test
    void unknownAndDeletedAreNullAndAnotherKeyIsNotConfused() throws Exception {
        version("s", 10, "Ann");
        version("s", 150, null);
        version("s", 250, "Bea");
        version("later", 301, "Cleo");
        completeUntil(500);
        windowEnds("unknown", 100);
        windowEnds("s", 200);
        windowEnds("later", 300);
        windowEnds("s", 300);

        assertThat(rows()).containsExactly("unknown 100 null", "s 200 null", "later 300 null", "s 300 Bea");
    }

    @Test
    void rowOfAKeyWithoutVersionsDoesNotWaitLongerThanOthers() throws Exception {
        version("s", 10, "Ann");
        windowEnds("s", 100);
        windowEnds("unknown", 100);
        completeUntil(100);

        assertThat(rows()).containsExactlyInAnyOrder("s 100 Ann", "unknown 100 null");
    }

    @Test
    void lateVersionCountsForWhatIsGivenAfterItAndCorrectionsGetItToo() throws Exception {
        version("s", 10, "Ann");
        completeUntil(500);
        windowEnds("s", 100);
        version("s", 90, "Bea");
        harness.processElement1(new TestSale("s", 100, 1, null), 99);
        windowEnds("s", 200);

        assertThat(rows()).containsExactly("s 100 Ann", "s 100 Bea", "s 200 Bea");
    }

    @Test
    void sameVersionTwiceIsOne() throws Exception {
        version("s", 10, "Ann");
        version("s", 10, "Ann");
        version("s", 20, "Bea");
        version("s", 10, "Ann");
        completeUntil(500);
        windowEnds("s", 100);

        assertThat(rows()).containsExactly("s 100 Bea");
    }

    @Test
    void rowsGoOnWithWhatIsKnownWhileTheVersionsAreIdleAndWaitAgainAfterwards() throws Exception {
        version("s", 10, "Ann");
        completeUntil(50);
        windowEnds("s", 100);
        assertThat(rows()).isEmpty();

        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        assertThat(rows()).containsExactly("s 100 Ann");
        windowEnds("s", 200);
        assertThat(rows()).containsExactly("s 100 Ann", "s 200 Ann");

        harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
        windowEnds("s", 300);
        assertThat(rows()).hasSize(2);
        version("s", 250, "Bea");
        completeUntil(300);
        assertThat(rows()).containsExactly("s 100 Ann", "s 200 Ann", "s 300 Bea");
    }

    @Test
    void versionsThatAreNeverThereHoldNothing() throws Exception {
        windowEnds("s", 100);
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);

        assertThat(rows()).containsExactly("s 100 null");
    }

    @Test
    void waitingRowsAndVersionsAreRestored() throws Exception {
        version("s", 10, "Ann");
        windowEnds("s", 100);
        restore(1, 1);
        version("s", 90, "Bea");
        completeUntil(100);
        windowEnds("s", 200);
        completeUntil(200);

        assertThat(rows()).containsExactly("s 100 Bea", "s 200 Bea");
    }

    @Test
    void moreRowsMayWaitThanTheHeapHolds() throws Exception {
        List<String> expected = new ArrayList<>();
        version("s0", 0, "Ann");
        version("s1", 150_050, "Bea");
        for (long end = 100; end <= 300_000; end += 100) {
            windowEnds("s0", end);
            windowEnds("s1", end);
            expected.add("s0 " + end + " Ann");
            expected.add("s1 " + end + (end > 150_000 ? " Bea" : " null"));
        }
        restore(1, 1);
        completeUntil(300_000);

        assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void restoredRowsDoNotWaitForTheNextWindowWhenTheVersionsStayAway() throws Exception {
        version("s", 10, "Ann");
        windowEnds("s", 100);
        restore(1, 1);
        assertThat(rows()).isEmpty();

        harness.processWatermarkStatus2(WatermarkStatus.IDLE);

        assertThat(rows()).containsExactly("s 100 Ann");
    }

    @Test
    void eachTaskGetsItsKeysWhenTheirNumberChanges() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int shop = 0; shop < 50; shop++) {
            version("s" + shop, shop, "manager " + shop);
            harness.processElement1(new TestSale("s" + shop, 100, 0, null), 99);
            expected.add("s" + shop + " 100 manager " + shop);
        }
        harness.processWatermark1(new Watermark(100));
        OperatorSubtaskState state = harness.checkpoint(1);
        List<String> found = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            harness.close();
            harness = harness(
                    3,
                    task,
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MAX_PARALLELISM, 1, 3, task));
            completeUntil(100);
            assertThat(rows()).isNotEmpty();
            found.addAll(rows());
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void replayGivesTheSameHoweverInputsRunAgainstEachOther() throws Exception {
        List<String> first = randomRun(new Random(1));
        for (int seed = 2; seed < 60; seed++) {
            harness.close();
            harness = harness(1, 0, null);
            assertThat(randomRun(new Random(seed))).containsExactlyInAnyOrderElementsOf(first);
        }
        assertThat(first).hasSize(60).anyMatch(row -> row.endsWith("null"));
    }

    /** The same windows and versions each time; which input is read when is the only difference, and when it is restored. */
    private List<String> randomRun(Random order) throws Exception {
        Random contents = new Random(7);
        List<Version<String>> versions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = contents.nextInt(5) == 0 ? null : "manager " + i;
            versions.add(Version.of("s" + contents.nextInt(3), 30L * i + contents.nextInt(90), name));
        }
        versions.sort((one, other) -> Long.compare(one.validFromMillis, other.validFromMillis));
        List<String> found = new ArrayList<>();
        int read = 0;
        long end = 100;
        while (end <= 2_000 || read < versions.size()) {
            if (order.nextInt(3) == 0 && end <= 2_000) {
                for (String shop : List.of("s0", "s1", "s2")) {
                    harness.processElement1(new TestSale(shop, end, 0, null), end - 1);
                }
                harness.processWatermark1(new Watermark(end));
                end += 100;
            } else if (read < versions.size()) {
                harness.processElement2(versions.get(read), 0);
                read++;
                completeUntil(read < versions.size() ? versions.get(read).validFromMillis - 1 : 10_000);
            }
            if (order.nextInt(20) == 0) {
                found.addAll(rows());
                restore(1, 1);
            }
        }
        completeUntil(10_000);
        found.addAll(rows());
        return found;
    }

    @Test
    void versionsAndRowsAreSerializedAsPojos() {
        assertThat(Version.type(String.class).createSerializer(new SerializerConfigImpl()))
                .isInstanceOf(PojoSerializer.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TestSale.class);
    }

    private void version(String shop, long validFrom, @Nullable String manager) throws Exception {
        harness.processElement2(Version.of(shop, validFrom, manager), 0);
    }

    private void completeUntil(long moment) throws Exception {
        harness.processWatermark2(new Watermark(moment));
    }

    private void windowEnds(String shop, long end) throws Exception {
        harness.processElement1(new TestSale(shop, end, 0, null), end - 1);
        harness.processWatermark1(new Watermark(end));
    }

    private void restore(int parallelism, long checkpoint) throws Exception {
        OperatorSubtaskState state = harness.checkpoint(checkpoint);
        harness.close();
        harness = harness(parallelism, 0, state);
    }

    private List<String> rows() {
        return harness.extractOutputValues().stream()
                .map(row -> row.shop() + " " + row.windowEndMillis() + " " + row.manager())
                .toList();
    }

    private static Harness harness(int parallelism, int task, @Nullable OperatorSubtaskState state) throws Exception {
        Harness harness = new Harness(parallelism, task);
        harness.setup(TypeInformation.of(TestSale.class).createSerializer(new SerializerConfigImpl()));
        harness.initializeState(state);
        harness.open();
        return harness;
    }

    private static final class Harness
            extends KeyedTwoInputStreamOperatorTestHarness<String, TestSale, Version<String>, TestSale> {
        Harness(int parallelism, int task) throws Exception {
            super(
                    new VersionJoin<>(TestSale.MANAGED, TypeInformation.of(TestSale.class)),
                    TestSale::shop,
                    version -> version.key,
                    Types.STRING,
                    MAX_PARALLELISM,
                    parallelism,
                    task);
        }

        OperatorSubtaskState checkpoint(long id) throws Exception {
            operator.prepareSnapshotPreBarrier(id);
            return snapshot(id, id);
        }
    }
}
