package io.matih.streaming.benchmark.sidebyside;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures this process from its construction, which is to be at the first record. */
final class Meter {

    private static final double NANOS = 1e9;
    private static final long WARM_UP_SHARE = 2;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = system.getProcessCpuTime();
    private final long records;
    private long warmFrom;
    private long warmCpuNanos = startCpuNanos;
    private long readNanos = startNanos;

    /** @param records how many there will be */
    Meter(long records) {
        this.records = records;
    }

    /** To be called again and again with the number of records read so far. */
    void read(long soFar) {
        if (warmFrom == 0 && soFar >= records / WARM_UP_SHARE) {
            warmFrom = soFar;
            warmCpuNanos = system.getProcessCpuTime();
        }
        if (soFar >= records) {
            readNanos = System.nanoTime();
        }
    }

    /** To be called when all results are committed. */
    Measurement stop() throws IOException {
        long nanos = System.nanoTime();
        long cpuNanos = system.getProcessCpuTime();
        return new Measurement(
                records,
                (readNanos - startNanos) / NANOS,
                (nanos - startNanos) / NANOS,
                (cpuNanos - startCpuNanos) / NANOS,
                records - warmFrom,
                (cpuNanos - warmCpuNanos) / NANOS,
                peakMebibytes());
    }

    private static double peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(Double.NaN);
    }
}
