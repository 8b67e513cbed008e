package io.matih.streaming.benchmark.sidebyside;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The stream's job as it is shipped, with its own defaults. */
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
        StreamingJob job = run.stream().job();
        job.define(environment, Settings.parse(job.options(), Map.of(), arguments));
    }
}
