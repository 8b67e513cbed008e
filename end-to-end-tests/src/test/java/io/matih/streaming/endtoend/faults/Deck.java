package io.matih.streaming.endtoend.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws faults: all of them in a random order, and then anew, so that none is forgotten. Some come alone, others right after
 * one another, and what hits the broker or the object store may last while a process is killed.
 */
final class Deck {

    private static final int STRIKES = 3;
    private static final List<Fault> WORST = List.of(
            TaskManagerFault.KILLED_AFTER_COMMIT,
            TaskManagerFault.KILLED_WITH_COMMIT_ON_ITS_WAY,
            TaskManagerFault.KILLED_IN_CHECKPOINT,
            TaskManagerFault.KILLED,
            TaskManagerFault.PAUSED,
            JobManagerFault.KILLED,
            CatalogFault.APPLIED_LATE,
            CatalogFault.ANSWER_LOST,
            BrokerFault.KILLED,
            StorageFault.HUNG,
            StorageFault.UNAVAILABLE);

    private final List<Fault> kinds;
    private final Random random;
    private final Deque<Fault> left = new ArrayDeque<>();
    private final Map<Fault, Integer> drawn = new HashMap<>();

    /**
     * A deck.
     *
     * @param kinds all that can be drawn
     */
    Deck(List<? extends Fault> kinds, Random random) {
        this.kinds = List.copyOf(kinds);
        this.random = random;
    }

    /** All faults that a job survives. */
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.addAll(List.of(TaskManagerFault.values()));
        all.addAll(List.of(JobManagerFault.values()));
        all.addAll(List.of(CatalogFault.values()));
        all.addAll(List.of(BrokerFault.values()));
        all.addAll(List.of(StorageFault.values()));
        all.addAll(List.of(SourceFault.values()));
        all.addAll(List.of(OperatorFault.values()));
        all.remove(SourceFault.RECORDS_DELETED);
        return all;
    }

    /** Those that need neither minutes nor a third cluster on the machine. */
    static List<Fault> quick() {
        List<Fault> quick = all();
        quick.removeAll(List.of(BrokerFault.AWAY, OperatorFault.TAKEN_BACK, OperatorFault.STARTED_TWICE));
        return quick;
    }

    /** The faults of one episode: what stands together comes right after one another. */
    List<List<Fault>> episode() {
        List<List<Fault>> strikes = new ArrayList<>();
        for (int i = 0; i < STRIKES; i++) {
            strikes.add(random.nextBoolean() ? List.of(next()) : List.of(worst(), next()));
        }
        return strikes;
    }

    private Fault worst() {
        return WORST.get(random.nextInt(WORST.size()));
    }

    private Fault next() {
        if (left.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(kinds);
            shuffled.removeIf(kind -> drawn.getOrDefault(kind, 0) >= kind.limit());
            Collections.shuffle(shuffled, random);
            left.addAll(shuffled);
        }
        Fault next = left.remove();
        drawn.merge(next, 1, Integer::sum);
        return next;
    }
}
