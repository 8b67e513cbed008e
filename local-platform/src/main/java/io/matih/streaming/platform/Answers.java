package io.matih.streaming.platform;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for the cluster, never without an end. */
final class Answers {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 25;

    private Answers() {}

    /**
     * Waits for the result of a question.
     *
     * @param question what is asked, for the message when there is no answer
     */
    static <T> T to(String question, Future<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot " + question + ": " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException("no answer in " + TIMEOUT.toSeconds() + " s: " + question, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + question, interrupted);
        }
    }

    /** Asks again and again until it is so. */
    static void await(Duration timeout, BooleanSupplier isSo, Supplier<String> whatIsMissing) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("not within " + timeout.toSeconds() + " s: " + whatIsMissing.get());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", interrupted);
        }
    }
}
