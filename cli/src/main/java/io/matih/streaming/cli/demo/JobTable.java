package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.status.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The live table: two lines for each job, the second its ledger. */
final class JobTable {

    private JobTable() {}

    static List<String> lines(List<JobStatus> jobs, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(row("job", "table", "rows", "freshness", "last commit", "state"));
        for (JobStatus job : jobs) {
            lines.add(row(
                    job.name(),
                    job.table(),
                    String.format(Locale.ROOT, "%,d", job.rows()),
                    age(job.dataUntil(), now),
                    job.lastCommit() == null ? "-" : age(job.lastCommit(), now) + " ago",
                    job.failure() == null ? job.state() : job.state() + ": " + job.failure()));
            lines.add("    "
                    + (job.ledger() == null ? "no checkpoint yet" : job.ledger().text()));
        }
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "  %-20s %-42s %10s  %-10s %-12s %s", cells)
                .stripTrailing();
    }

    /** In the largest unit that keeps two digits. */
    static String age(@Nullable Instant since, Instant now) {
        if (since == null) {
            return "-";
        }
        Duration age = Duration.between(since, now).truncatedTo(ChronoUnit.SECONDS);
        if (age.toSeconds() < 100) {
            return age.toSeconds() + " s";
        }
        return age.toMinutes() < 100 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
