package io.matih.streaming.benchmark.sidebyside;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures this process from its construction, which is to be at the first record. */
final class Meter {

    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = system.getProcessCpuTime();
    private long readNanos = startNanos;

    /** To be called when the last record was read. */
    void allRead() {
        readNanos = System.nanoTime();
    }

    /** To be called when all results are committed. */
    Measurement stop(long records) throws IOException {
        double cpuSeconds = (system.getProcessCpuTime() - startCpuNanos) / NANOS;
        return new Measurement(records, (readNanos - startNanos) / NANOS, cpuSeconds, peakMebibytes());
    }

    private static double peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(Double.NaN);
    }
}
