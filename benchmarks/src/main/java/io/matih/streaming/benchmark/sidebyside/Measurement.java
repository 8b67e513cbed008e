package io.matih.streaming.benchmark.sidebyside;

import java.util.Locale;

/**
 * What one run took.
 *
 * @param records how many records were read
 * @param seconds from the first record read to the last
 * @param committedSeconds from the first record read until all results were committed
 * @param cpuSeconds of the whole process, user and system, from the first record read until all results were committed
 * @param warmRecords how many of the records were read after the warm-up, which is half of them
 * @param warmCpuSeconds the part of the CPU time after the warm-up
 * @param peakMebibytes most memory that the process held (resident set)
 */
record Measurement(
        long records,
        double seconds,
        double committedSeconds,
        double cpuSeconds,
        long warmRecords,
        double warmCpuSeconds,
        double peakMebibytes) {

    private static final String MARK = "measured";

    double cpuSecondsPerMillion() {
        return cpuSeconds * 1_000_000 / records;
    }

    /** Without the warm-up, in which most of the time goes into compiling and loading classes. */
    double warmCpuSecondsPerMillion() {
        return warmCpuSeconds * 1_000_000 / warmRecords;
    }

    double recordsPerSecond() {
        return records / seconds;
    }

    /** One line that {@link #parse} reads. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s %d %.6f %.6f %.6f %d %.6f %.3f",
                MARK,
                records,
                seconds,
                committedSeconds,
                cpuSeconds,
                warmRecords,
                warmCpuSeconds,
                peakMebibytes);
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
                Double.parseDouble(parts[4]),
                Long.parseLong(parts[5]),
                Double.parseDouble(parts[6]),
                Double.parseDouble(parts[7]));
    }
}
