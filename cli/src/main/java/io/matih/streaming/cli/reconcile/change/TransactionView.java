package io.matih.streaming.cli.reconcile.change;

import java.util.HashSet;
import java.util.Set;

/**
 * Which transactions a snapshot of the database sees, as {@code pg_current_snapshot()} says it.
 *
 * @param nextId the first transaction that had not begun, with its epoch
 * @param running those before it that had not ended
 */
record TransactionView(long nextId, Set<Long> running) {

    /** Reads a text such as {@code 730:735:731,733}. */
    static TransactionView parse(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        Set<Long> running = new HashSet<>();
        for (String id : parts[2].split(",", -1)) {
            if (!id.isEmpty()) {
                running.add(Long.valueOf(id));
            }
        }
        return new TransactionView(Long.parseLong(parts[1]), Set.copyOf(running));
    }

    /**
     * Whether a committed transaction is seen.
     *
     * @param id without its epoch, as the change stream has it
     */
    boolean sees(long id) {
        int ahead = (int) (id - nextId);
        return ahead < 0 && !running.contains(nextId + ahead);
    }
}
