package io.matih.streaming.cli.demo;

import io.matih.streaming.iceberg.TableDefinition;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.platform.JobClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The job that captures changes from the database. It has a class path of its own, so that it is found by its names. */
final class CaptureJob {

    static final String NAME = "state-transition-cdc";
    static final String TABLE = "state_transition_log";

    private static final String PACKAGE = "io.matih.streaming.cdc.";

    /** Agents' names are captured too, by a job that can. */
    private static final Map<String, String> VALUES = Map.of("agent-definitions.capture", "on");

    private static @Nullable JobClassPath classPath;

    private CaptureJob() {}

    static DemoJob demoJob() {
        return new DemoJob(NAME, CaptureJob::job, TABLE, null, VALUES);
    }

    private static StreamingJob job() {
        return classPath().constant(PACKAGE + "StateTransitionCdcJob", "JOB", StreamingJob.class);
    }

    /** Its table, column by column. */
    static TableDefinition<?> table() {
        return classPath().constant(PACKAGE + "change.TransitionTable", "LOG", TableDefinition.class);
    }

    /** Once in this process, when it is first asked for. */
    private static synchronized JobClassPath classPath() {
        if (classPath == null) {
            classPath = JobClassPath.ofModule(module());
        }
        return classPath;
    }

    /** Below the checkout, which is known to the launcher; tests run in a module of it. */
    private static Path module() {
        Path here = Path.of(System.getProperty("matih.home", "")).toAbsolutePath();
        return Stream.of(here, here.resolve(".."))
                .map(root -> root.resolve(NAME + "-job"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no folder " + NAME + "-job at " + here));
    }
}
