package io.matih.streaming.iceberg;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Looks into the table for its commits, on a thread of its own, so that rows never wait for the catalog. */
final class CommitProbe implements AutoCloseable {

    private final FencedTableLoader loader;
    private final ExecutorService executor;

    CommitProbe(FencedTableLoader loader) {
        this.loader = loader;
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "commit-watchdog");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looks now and waits for the answer. */
    CommitHistory look() {
        return new CommitHistory(loader.loadTable().operations().current());
    }

    /** Looks in the background. */
    CompletableFuture<CommitHistory> lookLater() {
        return CompletableFuture.supplyAsync(this::look, executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        loader.close();
    }
}
