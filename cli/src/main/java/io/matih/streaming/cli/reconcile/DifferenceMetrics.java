package io.matih.streaming.cli.reconcile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Differences as a metric in Prometheus' text format, in a file that a node exporter collects. */
public final class DifferenceMetrics {

    /** Names and meaning are in docs/metrics.md. */
    private static final String NAME = "matih_reconcile_differences";

    private static final String HEAD = "# HELP " + NAME
            + " What is not as the source says, in the last reconciliation.\n" + "# TYPE " + NAME + " gauge\n";

    private DifferenceMetrics() {}

    /** Replaces the file, so that a reader sees the old or the new one and never half of it. */
    public static void write(Path file, Map<String, Long> differencesByJob) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        differencesByJob.forEach((job, count) -> text.append(NAME)
                .append("{job=\"")
                .append(job)
                .append("\"} ")
                .append(count)
                .append('\n'));
        Path target = file.toAbsolutePath();
        Path written = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(written, text);
        Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
