package io.matih.streaming.cli.reconcile;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on standard error every few seconds how far a long run is. */
public final class Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The clock is asked only once for so many steps. */
    private static final int STEPS = 1 << 12;

    private final PrintWriter errors;
    private long lastSaidNanos = System.nanoTime();
    private long steps;

    /** Writes to this output. */
    public Progress(PrintWriter errors) {
        this.errors = errors;
    }

    /** Says this at once. */
    public void say(String line) {
        lastSaidNanos = System.nanoTime();
        errors.println("matih: " + line);
        errors.flush();
    }

    /** One more step of so many is done. */
    void step(String what, long done, long all) {
        steps++;
        if (steps % STEPS == 0 && System.nanoTime() - lastSaidNanos > EVERY_NANOS) {
            say(String.format(
                    Locale.ROOT, "%s: %,d of %,d records (%d %%)", what, done, all, all == 0 ? 100 : done * 100 / all));
        }
    }
}
