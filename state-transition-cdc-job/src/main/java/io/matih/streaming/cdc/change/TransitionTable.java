package io.matih.streaming.cdc.change;

import static io.matih.streaming.iceberg.Column.optionalLong;
import static io.matih.streaming.iceberg.Column.optionalMicrosTimestamp;
import static io.matih.streaming.iceberg.Column.optionalString;
import static io.matih.streaming.iceberg.Column.requiredString;
import static io.matih.streaming.iceberg.Column.requiredTimestamp;

import io.matih.streaming.iceberg.Column;
import io.matih.streaming.iceberg.TableDefinition;
import java.util.List;

/** The log's table, column by column; the only place that knows its schema. */
public final class TransitionTable {

    /** One row per change; nothing identifies a row, because a transition may change more than once. */
    public static final TableDefinition<StateTransition> LOG = TableDefinition.of(
                    "state_transition_log",
                    List.<Column<StateTransition>>of(
                            requiredString("transition_id", "The row's `id`.", row -> row.transitionId),
                            optionalString("entity_type", "Kind of the state machine.", row -> row.entityType),
                            optionalString("entity_id", "Which state machine.", row -> row.entityId),
                            optionalString("tenant_id", "Whose state machine.", row -> row.tenantId),
                            optionalString("from_state", "The state before.", row -> row.fromState),
                            optionalString("to_state", "The state after.", row -> row.toState),
                            optionalString("triggered_by", "User or system.", row -> row.triggeredBy),
                            optionalString("trigger_reason", "Why.", row -> row.triggerReason),
                            optionalString("metadata", "As in the source.", row -> row.metadata),
                            optionalMicrosTimestamp(
                                    "created_at", "As in the source, which is in UTC.", row -> row.createdAtMicros),
                            requiredString(
                                    "op",
                                    "`r` snapshot read, `c` insert, `u` update (the new row), `d` delete (the last row).",
                                    row -> row.operation),
                            optionalLong("lsn", "Position in PostgreSQL's log; null for `r`.", row -> row.lsn),
                            optionalLong("tx_id", "Transaction; null for `r`.", row -> row.transactionId),
                            optionalMicrosTimestamp(
                                    "source_ts",
                                    "When the transaction was committed; null for `r`.",
                                    row -> row.committedAtMicros),
                            requiredTimestamp("captured_at", "When the job read it.", row -> row.capturedAtMillis)))
            .partitionedByDay("created_at");

    private TransitionTable() {}
}
