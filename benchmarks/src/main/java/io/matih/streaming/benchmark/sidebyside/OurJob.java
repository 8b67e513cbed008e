package io.matih.streaming.benchmark.sidebyside;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stream's job as it is shipped, with its own defaults. */
final class OurJob {

    private OurJob() {}

    static void define(StreamExecutionEnvironment environment, RunSettings run) {
        StreamingJob job = run.stream().job();
        List<String> arguments = new ArrayList<>(List.of(
                "--kafka.bootstrap-servers=" + run.bootstrapServers(),
                "--kafka.source-topic=" + run.topic().name(),
                "--kafka.group=" + run.group(),
                "--kafka.start=earliest",
                "--iceberg.catalog.type=hadoop",
                "--iceberg.storage-credentials=ambient",
                "--iceberg.warehouse=" + run.warehouse(),
                "--iceberg.namespace=" + ResultTable.NAMESPACE));
        if (run.stream() == MeasuredStream.AGENT_PERFORMANCE) {
            arguments.add(
                    "--agent-names.topic=" + AgentNames.topicOf(run.topic().name()));
        }
        job.define(environment, Settings.parse(job.options(), Map.of(), arguments));
    }
}
