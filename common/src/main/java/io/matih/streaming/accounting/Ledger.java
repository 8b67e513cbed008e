package io.matih.streaming.accounting;

import io.matih.streaming.record.RejectReason;
import java.util.Arrays;

/**
 * How many records one task has seen end where. Kept in operator state, so that the counts go on exactly where a
 * restored checkpoint left them; after rescaling only the sums over all tasks have a meaning.
 */
public final class Ledger {

    public long read;
    public long aggregated;
    public long filtered;
    public long late;
    /** By place of the {@link RejectReason} in its list, to which reasons are only ever appended. */
    public long[] deadLetters = new long[RejectReason.values().length];

    /** Optional values of accepted records that could not be read and count as absent; no record is lost by them. */
    public long unreadableValues;

    /** Counts a dead letter. */
    public void countDeadLetter(RejectReason reason) {
        deadLetters[index(reason)]++;
    }

    /** Dead letters of one reason. */
    public long deadLettered(RejectReason reason) {
        return deadLetters[index(reason)];
    }

    /** All dead letters. */
    public long deadLettered() {
        return Arrays.stream(deadLetters).sum();
    }

    /** Adds what another ledger holds. */
    public void add(Ledger other) {
        read += other.read;
        aggregated += other.aggregated;
        filtered += other.filtered;
        late += other.late;
        unreadableValues += other.unreadableValues;
        deadLetters = Arrays.copyOf(deadLetters, Math.max(deadLetters.length, other.deadLetters.length));
        for (int i = 0; i < other.deadLetters.length; i++) {
            deadLetters[i] += other.deadLetters[i];
        }
    }

    /** A ledger of its own with the same counts. */
    public Ledger copy() {
        Ledger copy = new Ledger();
        copy.add(this);
        return copy;
    }

    @SuppressWarnings("EnumOrdinal")
    private static int index(RejectReason reason) {
        return reason.ordinal();
    }
}
