package io.matih.streaming.benchmark.sidebyside;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The measured process: runs one contender, prints its {@link Measurement} and ends. */
final class ContenderProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ContenderProcess.class);

    private ContenderProcess() {}

    public static void main(String[] arguments) throws Exception {
        RunSettings settings = RunSettings.parse(arguments);
        int exitCode = 1;
        try {
            System.out.println(settings.contender().measure(settings).line());
            exitCode = 0;
        } catch (Exception e) {
            LOG.error("The run of {} failed", settings.contender(), e);
        }
        // Threads that a cluster left behind would keep the process.
        System.exit(exitCode);
    }
}
