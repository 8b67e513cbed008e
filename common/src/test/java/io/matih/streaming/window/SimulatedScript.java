package io.matih.streaming.window;

import io.matih.streaming.record.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded run of a {@link SimulatedJob}: partitions of different speed, events out of order, late and ahead of time, bad
 * records, partitions that fall idle and wake, checkpoints, crashes and rescaling. The same seed does the same things at the
 * same moments, whatever the job makes of them.
 */
final class SimulatedScript {

    /** When every window has ended. */
    static final long END = 1_700_100_000_000L;

    private static final long START = 1_700_000_000_000L;
    private static final int STEPS = 120;

    final List<List<TestEvent>> partitions = new ArrayList<>();
    private final long seed;

    SimulatedScript(long seed) {
        this(seed, 80, 8_000);
    }

    /**
     * @param mostEvents how many records a partition has at most
     * @param mostMillis how far event time moves from one record to the next at most
     */
    SimulatedScript(long seed, int mostEvents, int mostMillis) {
        this.seed = seed;
        Random random = new Random(seed);
        int count = 1 + random.nextInt(4);
        for (int partition = 0; partition < count; partition++) {
            partitions.add(events(partition, random.nextInt(mostEvents), mostMillis, random));
        }
    }

    private static List<TestEvent> events(int partition, int count, int mostMillis, Random random) {
        List<TestEvent> events = new ArrayList<>();
        long clock = START + random.nextInt(60_000);
        for (int offset = 0; offset < count; offset++) {
            clock += random.nextInt(mostMillis);
            long jitter =
                    switch (random.nextInt(10)) {
                        case 0 -> -random.nextInt(200_000);
                        case 1 -> random.nextInt(300_000);
                        default -> -random.nextInt(25_000);
                    };
            TestEvent event = TestEvent.anEvent("key-" + random.nextInt(4), clock + jitter);
            event.amount = random.nextInt(100);
            if (random.nextInt(16) == 0) {
                event.reject(RejectReason.MALFORMED_JSON, "no event");
            }
            events.add(event.at(partition, offset));
        }
        return events;
    }

    int parallelism() {
        return 1 + (int) Math.floorMod(seed, 3L);
    }

    void run(SimulatedJob job) throws Exception {
        Random random = new Random(~seed);
        for (int step = 0; step < STEPS; step++) {
            int partition = random.nextInt(partitions.size());
            int from = random.nextInt(job.parallelism());
            int action = random.nextInt(100);
            if (action < 45) {
                int burst = 1 + random.nextInt(6);
                for (int i = 0; i < burst && !job.isExhausted(partition); i++) {
                    job.read(partition);
                }
            } else if (action < 65) {
                job.emitWatermark(from);
            } else if (action < 85) {
                for (int delivery = 0; delivery < 4; delivery++) {
                    job.deliverSome(random);
                }
            } else if (action < 90) {
                job.declareIdle(partition);
            } else if (action < 98) {
                job.checkpoint();
            } else {
                job.crashAndRestore(1 + random.nextInt(3));
            }
        }
        job.drain(END);
    }
}
