package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Looks whether this machine can run a demo, before anything is started. */
public final class MachineCheck {

    private static final long MEGABYTE = 1L << 20;
    private static final long LEAST_MEMORY_MEGABYTES = 1_024;
    private static final long LEAST_DISK_MEGABYTES = 512;
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private MachineCheck() {}

    /**
     * One line about the machine.
     *
     * @param ports that must be free; 0 always is
     * @throws Refusal naming what is missing and what to do
     */
    public static String run(Path dataDirectory, List<Integer> ports) throws IOException {
        for (int port : ports) {
            if (!Ports.isFree(port)) {
                throw new Refusal(Ports.takenMessage(port) + "; stop it or add --any-port");
            }
        }
        Files.createDirectories(dataDirectory);
        long disk = Files.getFileStore(dataDirectory).getUsableSpace() / MEGABYTE;
        if (disk < LEAST_DISK_MEGABYTES) {
            throw new Refusal("only " + disk + " MB are free at " + dataDirectory + ", " + LEAST_DISK_MEGABYTES
                    + " are needed; free some or name another place with --data-dir");
        }
        long memory = freeMemoryMegabytes();
        if (memory < LEAST_MEMORY_MEGABYTES) {
            throw new Refusal("only " + memory + " MB of memory are free, " + LEAST_MEMORY_MEGABYTES
                    + " are needed; stop some other program");
        }
        String memoryText =
                memory == Long.MAX_VALUE ? "" : String.format(Locale.ROOT, "%.1f GB memory and ", memory / 1024.0);
        return String.format(
                Locale.ROOT, "Java %s, %s%.1f GB disk free", Runtime.version().feature(), memoryText, disk / 1024.0);
    }

    /** Unknown counts as enough. */
    private static long freeMemoryMegabytes() throws IOException {
        if (!Files.isReadable(MEMORY)) {
            return Long.MAX_VALUE;
        }
        return Files.readAllLines(MEMORY).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
