package io.matih.streaming.servers.proxy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that do not hold up the end of the process. */
final class DaemonThreads {

    private DaemonThreads() {}

    /** As many as there is work for at a time. */
    static ExecutorService named(String name) {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
