package io.matih.streaming.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.options.InvalidSettingsException;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.OptionsReference;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.options.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobLauncherTest {

    private static final Option<String> TOPIC = Option.text("topic").required().describedAs("Source topic.");
    private static final Option<SecretReference> PASSWORD =
            Option.secret("password").optional().describedAs("Password.");
    private static final OptionSet OPTIONS = OptionSet.of(OptionGroup.of("Kafka", TOPIC, PASSWORD));

    private static final StreamingJob JOB = new StreamingJob("page-views", OPTIONS, JobLauncherTest::definePageViews);
    private static final StreamingJob REFUSING = new StreamingJob("page-views", OPTIONS, (environment, settings) -> {
        throw new StartupRefusedException("table views: column count is missing; add it");
    });
    private static final StreamingJob BROKEN = new StreamingJob("page-views", OPTIONS, (environment, settings) -> {
        throw new IllegalStateException("a bug");
    });

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<Integer> exitCodes = new ArrayList<>();
    private final RecordingEnvironment local = new RecordingEnvironment();

    @BeforeEach
    void enableCheckpoints() {
        local.enableCheckpointing(60_000);
    }

    @Test
    void helpPrintsTheOptionsAndStartsNothing() throws Exception {
        launcher(local).launch(JOB, List.of("--unknown", "--help"));

        assertThat(output.toString(UTF_8)).isEqualTo(OptionsReference.help("page-views", OPTIONS));
        assertThat(errors.size()).isZero();
        assertThat(exitCodes).isEmpty();
        assertThat(local.executed).isEmpty();
    }

    @Test
    void validSettingsExecuteTheJobUnderItsName() throws Exception {
        launcher(local).launch(JOB, List.of("--topic=views", "--password=env:PASSWORD"));

        assertThat(local.executed).extracting(StreamGraph::getJobName).containsExactly("page-views");
        assertThat(exitCodes).isEmpty();
        assertThat(errors.size()).isZero();
    }

    @Test
    void webUserInterfaceShowsTheSettingsWithSecretsAsReferences() throws Exception {
        launcher(local).launch(JOB, List.of("--topic=views,clicks: all", "--password=env:PASSWORD"));

        assertThat(local.getConfig().getGlobalJobParameters().toMap())
                .isEqualTo(Map.of("topic", "views,clicks: all", "password", "env:PASSWORD"));
    }

    @Test
    void invalidSettingsEndTheProcessWithTwoAndNoStackTrace() throws Exception {
        launcher(local).launch(JOB, List.of("--topik=views", "--password=hunter2"));

        assertThat(exitCodes).containsExactly(2);
        assertThat(errors.toString(UTF_8).lines())
                .containsExactly(
                        "The settings are not valid:",
                        "  - topic: required but not given; set topic in the YAML file, MATIH_TOPIC or --topic=value,"
                                + " to a text that is not blank",
                        "  - password: argument --password is a value that is not shown; expected a reference,"
                                + " file:/absolute/path or env:NAME, never the secret itself",
                        "  - topik: not an option of this job (argument --topik); did you mean topic?");
        assertThat(output.size()).isZero();
        assertThat(local.executed).isEmpty();
    }

    @Test
    void refusalOfTheJobEndsTheProcessWithTwoAndNoStackTrace() throws Exception {
        launcher(local).launch(REFUSING, List.of("--topic=views"));

        assertThat(exitCodes).containsExactly(2);
        assertThat(errors.toString(UTF_8).lines()).containsExactly("table views: column count is missing; add it");
        assertThat(local.executed).isEmpty();
    }

    @Test
    void jobWithoutCheckpointsIsRefused() throws Exception {
        launcher(new RecordingEnvironment()).launch(JOB, List.of("--topic=views"));

        assertThat(exitCodes).containsExactly(2);
        assertThat(errors.toString(UTF_8)).startsWith("execution.checkpointing.interval is not set");
    }

    @Test
    void insideFlinkARefusalIsThrownSoThatTheClusterEndsTheApplication() {
        StreamExecutionEnvironment cluster = new StreamExecutionEnvironment();
        cluster.enableCheckpointing(60_000);

        assertThatThrownBy(() -> launcher(cluster).launch(REFUSING, List.of("--topic=views")))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("table views: column count is missing; add it");
        assertThatThrownBy(() -> launcher(cluster).launch(JOB, List.of())).isInstanceOf(InvalidSettingsException.class);
        assertThat(exitCodes).isEmpty();
    }

    @Test
    void bugsPassThrough() {
        assertThatThrownBy(() -> launcher(local).launch(BROKEN, List.of("--topic=views")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
        assertThat(exitCodes).isEmpty();
    }

    private JobLauncher launcher(StreamExecutionEnvironment environment) {
        return new JobLauncher(
                Map.of(),
                new PrintStream(output, true, UTF_8),
                new PrintStream(errors, true, UTF_8),
                () -> environment,
                exitCodes::add);
    }

    private static void definePageViews(StreamExecutionEnvironment environment, Settings settings) {
        environment.fromData(settings.of(TOPIC)).uid("views").print().uid("views-print");
    }

    /** Remembers what it was asked to execute. */
    @SuppressWarnings("try") // the inherited close() declares every exception
    private static final class RecordingEnvironment extends LocalStreamEnvironment {

        private final List<StreamGraph> executed = new ArrayList<>();

        @Override
        public JobExecutionResult execute(StreamGraph graph) {
            executed.add(graph);
            return new JobExecutionResult(new JobID(), 0, Map.of());
        }
    }
}
