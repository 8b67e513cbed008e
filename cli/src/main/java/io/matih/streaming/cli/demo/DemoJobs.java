package io.matih.streaming.cli.demo;

import io.matih.streaming.agentperformance.AgentPerformanceJob;
import io.matih.streaming.agentperformance.metric.AgentPerformanceMetrics;
import io.matih.streaming.cli.Refusal;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.llmops.metric.LlmOpsMetrics;
import io.matih.streaming.platform.generator.agent.AgentTraffic;
import io.matih.streaming.platform.generator.llm.LlmTraffic;
import io.matih.streaming.platform.generator.session.SessionTraffic;
import io.matih.streaming.sessionanalytics.SessionAnalyticsJob;
import io.matih.streaming.sessionanalytics.metric.SessionAnalyticsMetrics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All jobs that the demo knows: the one place to add another. */
public final class DemoJobs {

    /** Those that read a topic and write a row for each window. */
    public static final List<DemoJob> WINDOWED = List.of(
            new DemoJob(AgentPerformanceJob.JOB, AgentPerformanceMetrics.TABLE.name(), AgentTraffic::new),
            new DemoJob(LlmOpsJob.JOB, LlmOpsMetrics.TABLE.name(), LlmTraffic::new),
            new DemoJob(SessionAnalyticsJob.JOB, SessionAnalyticsMetrics.TABLE.name(), SessionTraffic::new));

    /** All of them. */
    public static final List<DemoJob> ALL =
            Stream.concat(WINDOWED.stream(), Stream.of(CaptureJob.demoJob())).toList();

    private DemoJobs() {}

    /**
     * The jobs of these names; all of them when no name is given.
     *
     * @throws Refusal when there is no such job
     */
    public static List<DemoJob> named(List<String> names) {
        return names.isEmpty()
                ? ALL
                : names.stream().distinct().map(DemoJobs::named).toList();
    }

    private static DemoJob named(String name) {
        return ALL.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow(() -> {
            String known = ALL.stream().map(DemoJob::name).collect(Collectors.joining(", "));
            return new Refusal("--jobs: no job " + name + "; there is: " + known);
        });
    }

    /**
     * Checks values that are meant for any of the jobs.
     *
     * @throws io.matih.streaming.options.InvalidSettingsException when no job knows a key, or one does not accept a value
     */
    public static void check(List<DemoJob> jobs, Map<String, String> values) {
        for (String key : values.keySet()) {
            if (jobs.stream().allMatch(job -> job.known(Map.of(key, "")).isEmpty())) {
                // The job's own message suggests the key that may have been meant.
                jobs.get(0).settings(Map.of(key, values.getOrDefault(key, "")));
            }
        }
        jobs.forEach(job -> job.settings(job.known(values)));
    }
}
