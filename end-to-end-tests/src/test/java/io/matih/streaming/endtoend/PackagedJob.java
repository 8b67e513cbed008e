package io.matih.streaming.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A job as it is delivered: its fat JAR and the class to start. */
public record PackagedJob(Path jar, String mainClass) {

    /** The agent-performance job that this build has packaged. */
    public static PackagedJob agentPerformance() {
        return new PackagedJob(jar("agent-performance.jar"), "io.matih.streaming.agentperformance.AgentPerformanceJob");
    }

    /** The llm-ops job that this build has packaged. */
    public static PackagedJob llmOps() {
        return new PackagedJob(jar("llm-ops.jar"), "io.matih.streaming.llmops.LlmOpsJob");
    }

    /** The session-analytics job that this build has packaged. */
    public static PackagedJob sessionAnalytics() {
        return new PackagedJob(jar("session-analytics.jar"), "io.matih.streaming.sessionanalytics.SessionAnalyticsJob");
    }

    /** The state-transition-cdc job that this build has packaged. */
    public static PackagedJob stateTransitionCdc() {
        return new PackagedJob(jar("state-transition-cdc.jar"), "io.matih.streaming.cdc.StateTransitionCdcJob");
    }

    /** All jobs that this build has packaged. */
    public static List<PackagedJob> all() {
        return List.of(agentPerformance(), llmOps(), sessionAnalytics(), stateTransitionCdc());
    }

    @Override
    public String toString() {
        return jar.getFileName().toString();
    }

    private static Path jar(String property) {
        Path jar =
                Path.of(FlinkInstallation.property(property)).toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + ": expected the fat JAR of the job; package its module first");
        }
        return jar;
    }
}
