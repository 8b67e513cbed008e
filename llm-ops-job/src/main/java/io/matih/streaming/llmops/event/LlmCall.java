package io.matih.streaming.llmops.event;

import io.matih.streaming.record.InputRecord;

/**
 * One call of a language model, answered by its provider or from a cache.
 *
 * <p>The fields have a meaning only when the outcome is accepted. The optional numbers are {@link #ABSENT} when the event does not
 * have them; no number that it has is negative, and 0 is a value like any other.
 */
public final class LlmCall extends InputRecord {

    /** Stands in an optional number for one that the event does not have. */
    public static final int ABSENT = -1;

    /** Stands for a provider or model that the event does not name. */
    public static final String UNKNOWN = "unknown";

    public String tenantId = "";
    public String provider = UNKNOWN;
    public String model = UNKNOWN;

    /** Answered from a cache, without reaching the provider; false when the event does not say. */
    public boolean cacheHit;

    public long tokensInput = ABSENT;
    public long tokensOutput = ABSENT;

    /** Whole milliseconds, rounded half-even. */
    public long latencyMillis = ABSENT;

    /** In billionths of a US dollar; {@link #ABSENT} means that the call is not priced. */
    public long costNanoUsd = ABSENT;

    /** True when the event does not say. */
    public boolean success = true;

    /** The part of {@link #tokensInput} that the provider had cached. */
    public long tokensCached = ABSENT;

    /** The part of {@link #tokensOutput} that went into reasoning. */
    public long tokensReasoning = ABSENT;

    /** Time to the first token in milliseconds, with its fraction. */
    public double ttftMillis = ABSENT;
}
