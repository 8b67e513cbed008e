package io.matih.streaming.record;

/** What decoding made of a record. Lateness is judged afterwards, on accepted records only. */
public enum Outcome {
    /** A good event of this job; it will be aggregated or late. */
    ACCEPTED,
    /** Well-formed, but not for this job; only counted. */
    FILTERED,
    /** A dead letter; {@link InputRecord#reason} says why. */
    REJECTED
}
