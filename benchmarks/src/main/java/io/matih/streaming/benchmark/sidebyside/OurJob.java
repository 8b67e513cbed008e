package io.matih.streaming.benchmark.sidebyside;

import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.options.Settings;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The llm-ops job as it is shipped, with its own defaults. */
final class OurJob {

    private OurJob() {}

    static void define(StreamExecutionEnvironment environment, RunSettings run) {
        List<String> arguments = List.of(
                "--kafka.bootstrap-servers=" + run.bootstrapServers(),
                "--kafka.source-topic=" + run.topic().name(),
                "--kafka.group=" + run.group(),
                "--kafka.start=earliest",
                "--iceberg.catalog.type=hadoop",
                "--iceberg.storage-credentials=ambient",
                "--iceberg.warehouse=" + run.warehouse(),
                "--iceberg.namespace=" + ResultTable.NAMESPACE);
        LlmOpsJob.JOB.define(environment, Settings.parse(LlmOpsJob.JOB.options(), Map.of(), arguments));
    }
}
