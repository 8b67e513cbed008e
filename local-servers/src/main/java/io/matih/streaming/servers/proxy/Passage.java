package io.matih.streaming.servers.proxy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Where data waits before it passes: not at all, for a while, or until the way is open again. */
final class Passage {

    private Duration delay = Duration.ZERO;
    private boolean blocked;

    synchronized void delay(Duration each) {
        delay = each;
        notifyAll();
    }

    synchronized void block() {
        blocked = true;
    }

    synchronized void open() {
        delay = Duration.ZERO;
        blocked = false;
        notifyAll();
    }

    /** Returns when what the caller holds may pass. */
    synchronized void pass() throws InterruptedException {
        long arrived = System.nanoTime();
        while (true) {
            long nanosLeft = delay.toNanos() - (System.nanoTime() - arrived);
            if (blocked) {
                wait();
            } else if (nanosLeft > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, nanosLeft);
            } else {
                return;
            }
        }
    }
}
