package io.matih.streaming.benchmark.sidebyside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The runs of one contender under one condition, told by their medians. */
final class Series {

    private final String label;
    private final List<Measurement> runs = new ArrayList<>();

    Series(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    void add(Measurement run) {
        runs.add(run);
    }

    double cpuSecondsPerMillion() {
        return median(Measurement::cpuSecondsPerMillion);
    }

    double warmCpuSecondsPerMillion() {
        return median(Measurement::warmCpuSecondsPerMillion);
    }

    double committedSeconds() {
        return median(Measurement::committedSeconds);
    }

    double recordsPerSecond() {
        return median(Measurement::recordsPerSecond);
    }

    /** One row of a Markdown table: see {@link Report#HEADER}. */
    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f – %.2f | %.2f | %,.0f | %,.0f |",
                label,
                cpuSecondsPerMillion(),
                runs.stream()
                        .mapToDouble(Measurement::cpuSecondsPerMillion)
                        .min()
                        .orElse(Double.NaN),
                runs.stream()
                        .mapToDouble(Measurement::cpuSecondsPerMillion)
                        .max()
                        .orElse(Double.NaN),
                warmCpuSecondsPerMillion(),
                recordsPerSecond(),
                median(Measurement::peakMebibytes));
    }

    private double median(ToDoubleFunction<Measurement> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
