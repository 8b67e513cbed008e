package io.matih.streaming.endtoend.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that {@code docs/metrics.md} names, by section. */
public enum MetricsPage {
    JOB_MANAGER("Every job, from the JobManager"),
    TASKS("Every job, from its tasks"),
    KAFKA("Jobs that read Kafka"),
    CHANGE_CAPTURE("The job that captures changes"),
    RECONCILIATION("Reconciliation");

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\b(?:flink|matih)_\\w+");

    private final String heading;

    MetricsPage(String heading) {
        this.heading = heading;
    }

    /** The names in the table of this section. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String section : text().split("(?m)^## ", -1)) {
            if (section.startsWith(heading + "\n")) {
                Matcher row = ROW.matcher(section);
                while (row.find()) {
                    names.add(row.group(1));
                }
            }
        }
        return names;
    }

    /** All names of the page. */
    static Set<String> allNames() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(values()).forEach(section -> names.addAll(section.names()));
        return names;
    }

    /** The metrics that an expression uses. */
    static Set<String> namesIn(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(expression);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    /** The metrics that have at least one series in what a reporter answers to Prometheus. */
    private static Set<String> exportedBy(String scrape) {
        Set<String> names = new TreeSet<>();
        scrape.lines()
                .filter(line -> line.indexOf('{') > 0)
                .forEach(line -> names.add(line.substring(0, line.indexOf('{'))));
        return names;
    }

    /** Waits until each metric of these sections has a series; some come with the first checkpoint or the first commit. */
    public static void awaitAll(Supplier<String> scrape, MetricsPage... sections) {
        Set<String> documented = new TreeSet<>();
        for (MetricsPage section : sections) {
            documented.addAll(section.names());
        }
        assertThat(documented).hasSizeGreaterThan(20);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(exportedBy(scrape.get())).containsAll(documented));
    }

    private static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
