package io.matih.streaming.platform;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs the stages of a start beside each other and tells a listener about them. */
final class Stages implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 4;

    private final StageListener listener;
    private final ExecutorService workers = Executors.newCachedThreadPool(daemons("platform-start"));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(daemons("platform-start-watch"));

    Stages(StageListener listener) {
        this.listener = listener;
    }

    /** Begins a stage in a thread of its own. */
    <T> CompletableFuture<T> begin(String stage, String waitsFor, Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> run(stage, waitsFor, work), workers);
    }

    /** Runs a stage in the caller's thread. */
    <T> T run(String stage, String waitsFor, Supplier<T> work) {
        long startNanos = System.nanoTime();
        tell(() -> listener.started(stage));
        Future<?> reminder = watch.scheduleWithFixedDelay(
                () -> tell(() -> listener.waiting(stage, waitsFor, millisSince(startNanos))),
                PATIENCE_SECONDS,
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        try {
            T result = work.get();
            reminder.cancel(false);
            tell(() -> listener.finished(stage, millisSince(startNanos)));
            return result;
        } finally {
            reminder.cancel(false);
        }
    }

    private synchronized void tell(Runnable news) {
        news.run();
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        workers.shutdownNow();
        watch.shutdownNow();
    }
}
