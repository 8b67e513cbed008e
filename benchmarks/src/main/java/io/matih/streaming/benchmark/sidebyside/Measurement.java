package io.matih.streaming.benchmark.sidebyside;

import java.util.Locale;

/**
 * What one run took.
 *
 * @param records how many records were read
 * @param seconds from the first record read to the last
 * @param cpuSeconds of the whole process, user and system, from the first record read until all results were committed
 * @param peakMebibytes most memory that the process held (resident set)
 */
record Measurement(long records, double seconds, double cpuSeconds, double peakMebibytes) {

    private static final String MARK = "measured";

    double cpuSecondsPerMillion() {
        return cpuSeconds * 1_000_000 / records;
    }

    double recordsPerSecond() {
        return records / seconds;
    }

    /** One line that {@link #parse} reads. */
    String line() {
        return String.format(Locale.ROOT, "%s %d %.6f %.6f %.3f", MARK, records, seconds, cpuSeconds, peakMebibytes);
    }

    static boolean isLine(String text) {
        return text.startsWith(MARK + " ");
    }

    static Measurement parse(String line) {
        String[] parts = line.split(" ", -1);
        return new Measurement(
                Long.parseLong(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]));
    }
}
