package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows {@code docs/adding-a-stream.md}: its files compile, and the job that they make gives the rows it should. */
class AddingAStreamE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long SENT = Instant.parse("2026-11-20T11:00:31Z").toEpochMilli();
    private static final Path PAGE = Path.of("..", "docs", "adding-a-stream.md");

    @Test
    void aStreamIsFiveFiles() throws IOException {
        assertThat(DocumentedFiles.of(PAGE).names())
                .containsExactly(
                        "io/matih/streaming/feedback/event/Feedback",
                        "io/matih/streaming/feedback/metric/FeedbackKey",
                        "io/matih/streaming/feedback/metric/FeedbackAccumulator",
                        "io/matih/streaming/feedback/metric/FeedbackMetrics",
                        "io/matih/streaming/feedback/FeedbackJob");
    }

    @Test
    void theModuleIsDeclaredAsThatOfAJobThatExists() throws IOException {
        String page = Files.readString(PAGE);
        String shown = page.substring(page.indexOf("<dependencies>"), page.indexOf("```\n\nEach package"));
        String llmOps = Files.readString(Path.of("..", "llm-ops-job", "pom.xml"));

        assertThat(linesOf(shown)).isSubsetOf(linesOf(llmOps));
    }

    private static List<String> linesOf(String xml) {
        return xml.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void theJobOfThePageGivesItsRows(@TempDir Path directory) throws Exception {
        Path jar = DocumentedFiles.of(PAGE).compileInto(directory);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Servers servers = Servers.in(directory.resolve("servers"));
                URLClassLoader classes =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(classes);
            servers.createTopic("matih.ai.feedback", 1).send(feedback());
            StreamingJob job = (StreamingJob) classes.loadClass("io.matih.streaming.feedback.FeedbackJob")
                    .getField("JOB")
                    .get(null);
            JobClient running = job.start(environment(jar), settings(job, servers));
            try {
                MetricsTable table = servers.table("feedback_metrics");
                await().atMost(PATIENCE).until(() -> !table.rows().isEmpty());

                assertThat(table.rows()).singleElement().satisfies(row -> assertThat(row)
                        .containsEntry("window_start", "2026-11-20T10:00:00Z")
                        .containsEntry("window_end", "2026-11-20T11:00:00Z")
                        .containsEntry("tenant_id", "acme")
                        .containsEntry("avg_rating", String.valueOf(10.0 / 3))
                        .containsEntry("p50_rating", "4.0")
                        .containsEntry("ratings", "3")
                        .containsEntry("distinct_users", "2")
                        .containsEntry("input_records", "4")
                        .containsEntry("revision", "0"));
                await().atMost(PATIENCE)
                        .until(
                                () -> servers.topic("matih.ai.feedback.dead-letter")
                                        .read(),
                                read -> read.size() == 1);
            } finally {
                running.cancel().get();
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static List<ScriptedRecord> feedback() {
        return Stream.of(
                        feedback("\"u-1\"", "4", "10:00:00"),
                        feedback("\"u-2\"", "1", "10:10:00"),
                        feedback("\"u-1\"", "5", "10:20:00"),
                        feedback("null", "null", "10:30:00"),
                        feedback("\"u-3\"", "\"five\"", "10:40:00"),
                        feedback("\"u-3\"", "3", "11:00:30"))
                .map(value -> new ScriptedRecord(0, new Letter("acme", value, SENT, List.of()), null, null))
                .toList();
    }

    private static String feedback(String user, String rating, String time) {
        return "{\"tenant_id\": \"acme\", \"user_id\": %s, \"rating\": %s, \"timestamp\": \"2026-11-20T%sZ\"}"
                .formatted(user, rating, time);
    }

    private static StreamExecutionEnvironment environment(Path jar) {
        return StreamExecutionEnvironment.getExecutionEnvironment(new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, 2)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1))
                .set(PipelineOptions.JARS, List.of(jar.toUri().toString())));
    }

    private static Settings settings(StreamingJob job, Servers servers) {
        List<String> arguments = new ArrayList<>();
        servers.options().forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return Settings.parse(job.options(), Map.of(), arguments);
    }
}
