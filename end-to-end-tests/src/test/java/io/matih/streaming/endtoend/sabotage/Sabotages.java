package io.matih.streaming.endtoend.sabotage;

import java.util.List;

/** What is broken on purpose, one at a time. */
final class Sabotages {

    private static final String COMMON = "common/src/main/java/io/matih/streaming/";
    private static final String LLM_OPS = "llm-ops-job/src/main/java/io/matih/streaming/llmops/";
    private static final String CHANGE_CAPTURE = "state-transition-cdc-job/src/main/java/";

    static final List<Sabotage> ALL = List.of(
            new Sabotage(
                    "guard-off",
                    "The judge does not ask the lateness guard",
                    Check.SIMULATION,
                    COMMON + "window/LatenessJudge.java",
                    "long watermark = guard.watermarkMillis(watermarkMillis);",
                    "long watermark = watermarkMillis;",
                    "row doubled"),
            new Sabotage(
                    "watermark-forgotten",
                    "The restored watermark is ignored",
                    Check.SIMULATION,
                    COMMON + "window/LatenessGuard.java",
                    "restoredWatermarkMillis = largest;",
                    "restoredWatermarkMillis = Long.MIN_VALUE;",
                    "row doubled"),
            new Sabotage(
                    "clocks-forgotten",
                    "The restored clocks of the partitions are ignored",
                    Check.SIMULATION,
                    COMMON + "window/PreAggregator.java",
                    "clocks.restore(time);",
                    "java.util.Objects.requireNonNull(time);",
                    "late event missing"),
            new Sabotage(
                    "fence-off",
                    "Commits are not fenced",
                    Check.SIMULATION,
                    COMMON + "iceberg/FencedOperations.java",
                    "        refuseSecondCommit(base, FlinkCommit.of(added));\n",
                    "",
                    "doubled in the table"),
            new Sabotage(
                    "failure-swallowed",
                    "A commit whose outcome is unknown counts as done",
                    Check.SIMULATION,
                    COMMON + "iceberg/FencedOperations.java",
                    "            throw failure;\n        }\n        throw unknown(failure);",
                    "            throw failure;\n        }",
                    "row missing in the table"),
            new Sabotage(
                    "bundle-kept",
                    "The bundle is not emptied before the barrier",
                    Check.SIMULATION,
                    COMMON + "window/PreAggregator.java",
                    "prepareSnapshotPreBarrier(long checkpointId) throws Exception {\n"
                            + "        bundle.drain(this::sendBundle);",
                    "prepareSnapshotPreBarrier(long checkpointId) throws Exception {",
                    "row missing"),
            new Sabotage(
                    "late-bundled",
                    "An event that may be late is bundled",
                    Check.SIMULATION,
                    COMMON + "window/PreAggregator.java",
                    "return !hasBeenIdle && windowEnd > guard.watermarkMillis(watermarkMillis);",
                    "return true;",
                    "row doubled"),
            new Sabotage(
                    "distinct-twice",
                    "Distinct values that came after a barrier are counted twice",
                    Check.SIMULATION,
                    COMMON + "window/DistinctCounter.java",
                    "blocks.remove(windowStart, shard);",
                    "blocks.getOrCreate(windowStart, shard, ArrayList::new);",
                    "row differs"),
            new Sabotage(
                    "uid-missing",
                    "An operator with state has no uid",
                    Check.JOB_GRAPH,
                    COMMON + "window/WindowAggregation.java",
                    "                .uid(JUDGE);",
                    "                ;",
                    "no UID or hash has been assigned"),
            new Sabotage(
                    "uid-renamed",
                    "An operator with state has another uid than in the releases before",
                    Check.JOB_GRAPH,
                    COMMON + "window/WindowAggregation.java",
                    "JUDGE = \"events-judge\"",
                    "JUDGE = \"judge-events\"",
                    "uid gone: events-judge"),
            new Sabotage(
                    "start-at-end",
                    "The committed offsets of the group are ignored and the source starts at the end",
                    Check.PIPELINE,
                    COMMON + "kafka/StartOffsets.java",
                    "new HashMap<>(retriever.committedOffsets(partitions))",
                    "new HashMap<>()",
                    "row missing"),
            new Sabotage(
                    "read-uncommitted",
                    "The source reads uncommitted records",
                    Check.PIPELINE,
                    COMMON + "kafka/RecordSource.java",
                    "\"read_committed\"",
                    "\"read_uncommitted\"",
                    "dead letter unexpected"),
            new Sabotage(
                    "watermark-moved",
                    "Bad records move the watermark",
                    Check.PIPELINE,
                    COMMON + "kafka/EventTimeWatermarks.java",
                    "case FILTERED, REJECTED -> TimestampAssigner.NO_TIMESTAMP;",
                    "case FILTERED, REJECTED -> record.eventTimeMillis;",
                    "misplaced"),
            new Sabotage(
                    "dropped",
                    "A record that cannot be parsed is dropped",
                    Check.PIPELINE,
                    COMMON + "decode/JsonEventDecoder.java",
                    "event.reject(reason, detail);",
                    "event.filter();",
                    "dead letter missing"),
            new Sabotage(
                    "at-most-once",
                    "Dead letters at most once: their transactions count as committed",
                    Check.PIPELINE,
                    COMMON + "kafka/LoudCommitter.java",
                    "committer.commit(loud);",
                    "loud.forEach(CommitRequest::signalAlreadyCommitted);",
                    "dead letter missing"),
            new Sabotage(
                    "at-least-once",
                    "Dead letters at least once: written without transactions",
                    Check.PIPELINE,
                    COMMON + "kafka/OriginalRecordSinks.java",
                    "DeliveryGuarantee.EXACTLY_ONCE",
                    "DeliveryGuarantee.AT_LEAST_ONCE",
                    "dead letter doubled"),
            new Sabotage(
                    "wrong-key",
                    "Rows have the provider for a tenant",
                    Check.PIPELINE,
                    LLM_OPS + "metric/LlmOpsKey.java",
                    "new LlmOpsKey(call.tenantId, ",
                    "new LlmOpsKey(call.provider, ",
                    "row unexpected"),
            new Sabotage(
                    "double-money",
                    "Money goes through a double",
                    Check.PIPELINE,
                    LLM_OPS + "event/LlmCall.java",
                    "fields.optionalMoneyNanos(COST_USD)",
                    "Math.max(ABSENT, (long) (fields.optionalNumber(COST_USD) * 1e9))",
                    "recomputed: row missing"),
            new Sabotage(
                    "hash-without-partition",
                    "The input hash knows no partition",
                    Check.PIPELINE,
                    COMMON + "record/RecordHash.java",
                    "return mix(topicSeed + partition);",
                    "return mix(topicSeed);",
                    "as many missing as too many"),
            new Sabotage(
                    "locator",
                    "Changes at the position where the log is read on are taken for known, as Debezium does",
                    Check.LOCATOR,
                    CHANGE_CAPTURE + "io/debezium/connector/postgresql/connection/WalPositionLocator.java",
                    "    public boolean skipMessage(Lsn lsn) {\n        return false;",
                    "    public boolean skipMessage(Lsn lsn) {\n"
                            + "        return lastEventStoredLsn != null && lsn.compareTo(lastEventStoredLsn) <= 0;",
                    "Expected size: 3 but was: 2"));

    private Sabotages() {}
}
