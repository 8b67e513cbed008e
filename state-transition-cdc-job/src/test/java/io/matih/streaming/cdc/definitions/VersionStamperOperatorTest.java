package io.matih.streaming.cdc.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cdc.replay.TruncatePolicy;
import io.matih.streaming.record.KeyedText;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionStamperOperatorTest {

    @SuppressWarnings("NullAway.Init") // before each test
    private KeyedOneInputStreamOperatorTestHarness<DefinitionKey, DefinitionChange, KeyedText> harness;

    @BeforeEach
    void start() throws Exception {
        start(TruncatePolicy.STOP, null);
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void versionIsWrittenUnderItsAgentAndMoment() throws Exception {
        change("say \"a\"", "Ann", "12:00:00", "11:59:50");
        change("b", null, "12:00:00", "11:59:50");

        assertThat(written())
                .containsExactly(
                        "[\"t\",\"say \\\"a\\\"\",\"2026-11-20T11:59:50.000Z\"] = {\"tenant_id\":\"t\","
                                + "\"agent_id\":\"say \\\"a\\\"\",\"name\":\"Ann\",\"valid_from\":\"2026-11-20T11:59:50.000Z\"}",
                        "[\"t\",\"b\",\"2026-11-20T11:59:50.000Z\"] = {\"tenant_id\":\"t\",\"agent_id\":\"b\","
                                + "\"name\":null,\"valid_from\":\"2026-11-20T11:59:50.000Z\"}");
    }

    @Test
    void rowWithoutAnIdIsLeftOutAndCountedAndIsNoProgress() throws Exception {
        change(" ", "Ann", "12:00:00", "11:59:50");

        assertThat(written()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void laterChangeOfAnAgentIsNeverValidBeforeAnEarlierOne() throws Exception {
        change("a", null, "12:00:00", null);
        change("b", "Bea", "12:00:01", "11:59:50");
        restore();
        change("a", "Ann", "12:00:02", "11:59:50");

        assertThat(keys())
                .containsExactly(key("a", "12:00:00.000"), key("b", "11:59:50.000"), key("a", "12:00:00.000"));
    }

    @Test
    void progressIsToldWhenThereIsSome() throws Exception {
        progress("12:00:00");
        progress("12:00:00");
        restore();
        progress("11:59:58");
        progress("12:00:01");

        assertThat(written())
                .containsExactly(
                        "complete_until = {\"complete_until\":\"2026-11-20T11:59:29.000Z\"}",
                        "complete_until = {\"complete_until\":\"2026-11-20T11:59:30.000Z\"}");
    }

    @Test
    void replayWritesTheSame() throws Exception {
        change("a", "Ann", "12:00:00", "11:59:50");
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        change("a", "Bea", "12:00:05", null);
        change("a", "Cleo", "12:00:06", "11:59:59");
        List<String> first = written();
        harness.close();
        start(TruncatePolicy.STOP, checkpoint);
        change("a", "Bea", "12:00:05", null);
        change("a", "Cleo", "12:00:06", "11:59:59");

        assertThat(written()).isEqualTo(first.subList(1, 3));
    }

    @Test
    void truncatedTableStopsTheJobUnlessItIsToldToGoOn() throws Exception {
        DefinitionChange truncation = new DefinitionChange();
        truncation.truncated = true;
        assertThatThrownBy(() -> harness.processElement(truncation, 0))
                .isInstanceOf(SuppressRestartsException.class)
                .hasStackTraceContaining("the table of agent definitions was truncated");

        harness.close();
        start(TruncatePolicy.COUNT, null);
        harness.processElement(truncation, 0);
        assertThat(written()).isEmpty();
    }

    @Test
    void changesAndRecordsAreSerializedAsPojos() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DefinitionChange.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DefinitionKey.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(KeyedText.class);
    }

    private void start(TruncatePolicy policy, @Nullable OperatorSubtaskState state) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new VersionStamper(policy)),
                DefinitionKey::of,
                TypeInformation.of(DefinitionKey.class));
        harness.initializeState(state);
        harness.open();
    }

    /** Goes on from a checkpoint, with what was written before. */
    private void restore() throws Exception {
        List<KeyedText> before = harness.extractOutputValues();
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        start(TruncatePolicy.STOP, state);
        for (KeyedText record : before) {
            harness.getOutput().add(new StreamRecord<>(record));
        }
    }

    private void change(String agent, @Nullable String name, String committed, @Nullable String updated)
            throws Exception {
        DefinitionChange change = new DefinitionChange();
        change.tenantId = "t";
        change.agentId = agent;
        change.name = name;
        change.committedAtMillis = at(committed);
        change.updatedAtMillis = updated == null ? null : (Long) at(updated);
        harness.processElement(change, 0);
    }

    private void progress(String committed) throws Exception {
        DefinitionChange progress = new DefinitionChange();
        progress.progress = true;
        progress.committedAtMillis = at(committed);
        harness.processElement(progress, 0);
    }

    private List<String> written() {
        return harness.extractOutputValues().stream()
                .map(record -> record.key() + " = " + record.value())
                .toList();
    }

    private List<String> keys() {
        return harness.extractOutputValues().stream().map(KeyedText::key).toList();
    }

    private static String key(String agent, String validFrom) {
        return "[\"t\",\"" + agent + "\",\"2026-11-20T" + validFrom + "Z\"]";
    }

    private static long at(String time) {
        return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
    }
}
