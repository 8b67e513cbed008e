package io.matih.streaming.cli.reconcile.change;

import java.util.List;

/**
 * The columns that table and log have in common.
 *
 * @param id the primary key in the table
 * @param logId the same in the log
 * @param texts columns of text, named alike in both
 * @param timestamps columns without a zone in the table, in UTC, named alike in both
 */
record TrackedColumns(String id, String logId, List<String> texts, List<String> timestamps) {

    /** Those of the state transitions. */
    static final TrackedColumns TRANSITIONS = new TrackedColumns(
            "id",
            "transition_id",
            List.of(
                    "entity_type",
                    "entity_id",
                    "tenant_id",
                    "from_state",
                    "to_state",
                    "triggered_by",
                    "trigger_reason",
                    "metadata"),
            List.of("created_at"));
}
