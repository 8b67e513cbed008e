package io.matih.streaming.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a request to stop, and holds the process until all has stopped or the time for that is
 * over. The process then ends with the signal's exit code, 130 or 143.
 */
final class StopSignal implements AutoCloseable {

    private static final long STOPPED_WITHIN_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private StopSignal() {}

    static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stopAndWait, "stop-signal"));
        return signal;
    }

    /** Counted down when the process is asked to stop. */
    CountDownLatch asked() {
        return asked;
    }

    private void stopAndWait() {
        asked.countDown();
        try {
            if (!stopped.await(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("matih: not everything stopped within " + STOPPED_WITHIN_SECONDS + " s; ending now");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that all has stopped. */
    @Override
    public void close() {
        stopped.countDown();
    }
}
