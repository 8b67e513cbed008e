package io.matih.streaming.record;

import org.jspecify.annotations.Nullable;

/**
 * One record of a source topic and what its job's decoder made of it. A job's event class extends this with the fields
 * it aggregates.
 *
 * <p>Every record becomes one of these, good or bad: a decoder never throws. The source reuses one instance per task;
 * nothing downstream may keep a reference to it.
 */
public abstract class InputRecord {

    /** The record as it came. */
    public FetchedRecord origin = new FetchedRecord();

    public Outcome outcome = Outcome.REJECTED;

    /** Set exactly when the outcome is {@link Outcome#REJECTED}. */
    public @Nullable RejectReason reason;

    /** One line for a person: field, what was expected, what came; set together with {@link #reason}. */
    public @Nullable String detail;

    /** Event time in epoch milliseconds; meaningful only when the outcome is {@link Outcome#ACCEPTED}. */
    public long eventTimeMillis;

    /**
     * How many optional values were there but could not be read, and are taken as absent; meaningful only when the outcome is
     * {@link Outcome#ACCEPTED}.
     */
    public int unreadableValues;

    /** Marks this record as a dead letter. */
    public final void reject(RejectReason why, String oneLine) {
        outcome = Outcome.REJECTED;
        reason = why;
        detail = oneLine;
    }

    /** Marks this record as one that is not for this job. */
    public final void filter() {
        outcome = Outcome.FILTERED;
        reason = null;
        detail = null;
    }

    /** Marks this record as a good event. */
    public final void accept() {
        outcome = Outcome.ACCEPTED;
        reason = null;
        detail = null;
        unreadableValues = 0;
    }
}
