package io.matih.streaming.endtoend.faults;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.reconcile.Choices;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.cli.reconcile.WindowReport;
import io.matih.streaming.cli.reconcile.WindowedReconciliation;
import io.matih.streaming.endtoend.ClusterSettings;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;

/** What the product itself says of its work: {@code matih reconcile}, over the whole topic. */
final class ProductReconciliation {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ProductReconciliation() {}

    /**
     * Asks about a job with windows.
     *
     * @param rewound whether late events and dead letters may be there more than once
     * @throws IllegalStateException when something that must be read cannot be reached
     */
    static WindowReport of(StreamingJob job, ClusterSettings settings, boolean rewound) {
        if (!(job.definition() instanceof WindowedJob<?, ?, ?, ?> windowed)) {
            throw new IllegalArgumentException(job.name() + " has no windows");
        }
        try {
            return run(job, windowed, settings, rewound);
        } catch (Refusal unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private static <E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> WindowReport run(
            StreamingJob job, WindowedJob<E, K, A, R> windowed, ClusterSettings settings, boolean rewound) {
        return new WindowedReconciliation<>(
                        windowed,
                        settings.settings(job.options()),
                        new Choices(Map.of(), null, null, PATIENCE, rewound),
                        new Progress(new PrintWriter(Writer.nullWriter())))
                .run();
    }
}
