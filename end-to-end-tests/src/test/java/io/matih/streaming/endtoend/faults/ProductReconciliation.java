package io.matih.streaming.endtoend.faults;

import io.matih.streaming.cli.reconcile.Choices;
import io.matih.streaming.cli.reconcile.Progress;
import io.matih.streaming.cli.reconcile.WindowReport;
import io.matih.streaming.cli.reconcile.WindowReportText;
import io.matih.streaming.cli.reconcile.WindowedReconciliation;
import io.matih.streaming.endtoend.ClusterSettings;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.pipeline.WindowedJob;
import io.matih.streaming.record.InputRecord;
import io.matih.streaming.window.WindowAccumulator;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the product itself says of its work: {@code matih reconcile llm-ops}, over the whole topic. */
final class ProductReconciliation {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ProductReconciliation() {}

    /** The report, when it is not ok. */
    static Optional<String> differences(ClusterSettings settings) {
        if (!(LlmOpsJob.JOB.definition() instanceof WindowedJob<?, ?, ?, ?> windowed)) {
            throw new IllegalStateException("llm-ops has no windows");
        }
        WindowReport report = run(windowed, settings);
        return report.isEqual() ? Optional.empty() : Optional.of(WindowReportText.of(report));
    }

    private static <E extends InputRecord, K, A extends WindowAccumulator<E, A>, R> WindowReport run(
            WindowedJob<E, K, A, R> job, ClusterSettings settings) {
        return new WindowedReconciliation<>(
                        job,
                        settings.settings(LlmOpsJob.JOB.options()),
                        new Choices(Map.of(), null, null, PATIENCE),
                        new Progress(new PrintWriter(Writer.nullWriter())))
                .run();
    }
}
