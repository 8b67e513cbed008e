package io.matih.streaming.cli.demo;

import java.util.concurrent.TimeUnit;

/** Measures from the moment it is made. */
final class Stopwatch {

    private final long startNanos = System.nanoTime();

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
