package io.matih.streaming.iceberg;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Looks into the table for the newest commit of a job, on a thread of its own, so that rows never wait for the catalog. */
final class CommitProbe implements AutoCloseable {

    private final FencedTableLoader loader;
    private final String jobId;
    private final ExecutorService executor;

    CommitProbe(FencedTableLoader loader, String jobId) {
        this.loader = loader;
        this.jobId = jobId;
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

    /** Looks in the background; the answer is null when the job has no commit in the table. */
    CompletableFuture<@Nullable FlinkCommit> lookLater() {
        return CompletableFuture.supplyAsync(() -> look().newestOf(jobId), executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        loader.close();
    }
}
