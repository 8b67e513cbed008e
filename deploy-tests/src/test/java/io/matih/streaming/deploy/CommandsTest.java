package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.Matih;
import io.matih.streaming.cli.deployment.Yaml;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the commands about deployed jobs print, to the letter, and how they refuse. */
class CommandsTest {

    private static final String CHECKPOINT =
            "s3://matih-flink/llm-ops/checkpoints/0123456789abcdef0123456789abcdef/chk-7";

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void savepoint() {
        assertThat(printedBy("savepoint", "llm-ops"))
                .isEqualTo(
                        """
                        # Take a savepoint of llm-ops, which goes on.
                        #
                        # 1. Take a savepoint, to which the job can be taken back.
                        #    kubectl apply --filename -
                        ---
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkStateSnapshot
                        metadata:
                          name: llm-ops-manual-TIME
                          namespace: matih-streaming
                        spec:
                          backoffLimit: 3
                          jobReference:
                            kind: FlinkDeployment
                            name: llm-ops
                          savepoint:
                            disposeOnDelete: false
                            formatType: CANONICAL
                            path: s3://matih-flink/llm-ops/savepoints
                        #
                        # 2. Wait until it is complete.
                        #    kubectl wait flinkstatesnapshot/llm-ops-manual-TIME --namespace matih-streaming --for jsonpath={.status.state}=COMPLETED --timeout 15m
                        #
                        # 3. Its path is in .status.path of the FlinkStateSnapshot; note it.
                        """);
    }

    @Test
    void suspend() {
        assertThat(printedBy("suspend", "llm-ops", "--environment", "dev"))
                .isEqualTo(
                        """
                        # Stop llm-ops with a savepoint.
                        #
                        # 1. Stop the job with a savepoint.
                        #    kubectl patch flinkdeployment/llm-ops --namespace matih-streaming-dev --type merge --patch-file /dev/stdin
                        ---
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkDeployment
                        metadata:
                          name: llm-ops
                          namespace: matih-streaming-dev
                        spec:
                          job:
                            state: suspended
                        #
                        # 2. Wait until nothing of it runs.
                        #    kubectl wait flinkdeployment/llm-ops --namespace matih-streaming-dev --for jsonpath={.status.lifecycleState}=SUSPENDED --timeout 15m
                        """);
    }

    @Test
    void resume() {
        assertThat(printedBy("resume", "session-analytics"))
                .isEqualTo(
                        """
                        # Let session-analytics go on from the savepoint with which it was stopped.
                        #
                        # 1. Start the job again.
                        #    kubectl patch flinkdeployment/session-analytics --namespace matih-streaming --type merge --patch-file /dev/stdin
                        ---
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkDeployment
                        metadata:
                          name: session-analytics
                          namespace: matih-streaming
                        spec:
                          job:
                            state: running
                        #
                        # 2. Wait until it runs and has kept running.
                        #    kubectl wait flinkdeployment/session-analytics --namespace matih-streaming --for jsonpath={.status.lifecycleState}=STABLE --timeout 15m
                        """);
    }

    /** The whole specification is too long to be repeated here; {@link PlansTest} looks at it. */
    @Test
    void upgrade() {
        String printed = printedBy("upgrade", "agent-performance", "--image", "registry/agent-performance:1.1.0");

        assertThat(comments(printed))
                .containsExactly(
                        "Upgrade agent-performance to registry/agent-performance:1.1.0.",
                        "1. Take a savepoint, to which the job can be taken back.",
                        "kubectl apply --filename -",
                        "2. Wait until it is complete.",
                        "kubectl wait flinkstatesnapshot/agent-performance-before-upgrade-TIME --namespace matih-streaming"
                                + " --for jsonpath={.status.state}=COMPLETED --timeout 15m",
                        "3. Give the operator the new specification and configuration. It stops the job with a savepoint and"
                                + " starts the new",
                        "image from there. A job that is suspended is started.",
                        "kubectl apply --filename -",
                        "4. Wait until it runs and has kept running.",
                        "kubectl wait flinkdeployment/agent-performance --namespace matih-streaming"
                                + " --for jsonpath={.status.lifecycleState}=STABLE --timeout 15m",
                        "5. Compare rows with the topic: ./matih reconcile --help. To go back, apply the image before; when its"
                                + " rows were",
                        "wrong, ./matih rewind agent-performance to the savepoint of step 1.");
        assertThat(Yaml.documents(printed))
                .extracting(document -> document.path("kind").asText() + " "
                        + document.at("/spec/image").asText())
                .containsExactly(
                        "FlinkStateSnapshot ", "ConfigMap ", "FlinkDeployment registry/agent-performance:1.1.0");
    }

    @Test
    void rewindWithoutACatalog() {
        assertThat(printedBy("rewind", "llm-ops", "--from", CHECKPOINT))
                .isEqualTo(
                        """
                        # Take llm-ops and its table back to checkpoint 7.
                        #
                        # 1. Stop the job without a savepoint, so that its checkpoints stay.
                        #    kubectl patch flinkdeployment/llm-ops --namespace matih-streaming --type merge --patch-file /dev/stdin
                        ---
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkDeployment
                        metadata:
                          name: llm-ops
                          namespace: matih-streaming
                        spec:
                          job:
                            state: suspended
                            upgradeMode: last-state
                        #
                        # 2. Wait until nothing of it runs.
                        #    kubectl wait flinkdeployment/llm-ops --namespace matih-streaming --for jsonpath={.status.lifecycleState}=SUSPENDED --timeout 15m
                        #
                        # 3. Hold maintenance of the table (compaction, expiry of snapshots) until the job runs again.
                        #
                        # 4. Take the table llm_operations_metrics back to the newest snapshot of this job whose flink.max-committed-checkpoint-id is
                        #    at most 7. Give --set iceberg.catalog.uri=… to have it looked up, and taken back with --apply.
                        #
                        # 5. Start the job from checkpoint 7. The new nonce makes the operator take the path instead of the newest state.
                        #    kubectl patch flinkdeployment/llm-ops --namespace matih-streaming --type merge --patch-file /dev/stdin
                        ---
                        apiVersion: flink.apache.org/v1beta1
                        kind: FlinkDeployment
                        metadata:
                          name: llm-ops
                          namespace: matih-streaming
                        spec:
                          job:
                            state: running
                            upgradeMode: savepoint
                            initialSavepointPath: %s
                            savepointRedeployNonce: NONCE
                        #
                        # 6. Wait until it runs and has kept running.
                        #    kubectl wait flinkdeployment/llm-ops --namespace matih-streaming --for jsonpath={.status.lifecycleState}=STABLE --timeout 15m
                        #
                        # 7. Late events and dead letters since then are written again: a topic cannot be taken back. Readers tell doubles
                        #    by origin.topic, origin.partition and origin.offset. Compare rows with the topic: ./matih reconcile --rewound
                        """
                                .formatted(CHECKPOINT));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("Missing required parameter: 'JOB'; see ./matih savepoint --help", "savepoint"),
                refused("Unmatched argument at index 2: 'b'; see ./matih resume --help", "resume", "a", "b"),
                refused("Unknown option: '--imge'; see ./matih upgrade --help", "upgrade", "llm-ops", "--imge"),
                refused("Missing required option: '--from=PATH'; see ./matih rewind --help", "rewind", "llm-ops"),
                refused(
                        "no job llmops in OVERLAYS/prod; there is: session-analytics, agent-performance, llm-ops,"
                                + " state-transition-cdc",
                        "suspend",
                        "llmops"),
                refused(
                        "--environment: no folder test with a kustomization.yaml in OVERLAYS",
                        "upgrade",
                        "llm-ops",
                        "--environment",
                        "test"),
                refused(
                        "--from: the path of a savepoint does not tell its number; copy its file _metadata to this"
                                + " machine and name it with --metadata",
                        "rewind",
                        "llm-ops",
                        "--from",
                        "s3://matih-flink/llm-ops/savepoints/savepoint-012345-0123456789ab"),
                refused(
                        "rewind needs --set iceberg.catalog.uri=…, to take the table back",
                        "rewind",
                        "llm-ops",
                        "--from",
                        CHECKPOINT,
                        "--apply"));
    }

    private static Arguments refused(String message, String... arguments) {
        return Arguments.of(List.of(arguments), message);
    }

    @ParameterizedTest
    @MethodSource
    void refused(List<String> arguments, String message) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(output.toString()).isEmpty();
        assertThat(errors.toString().replace(System.getProperty("matih.home") + "/deploy/overlays", "OVERLAYS"))
                .isEqualToNormalizingNewlines("matih: " + message + "\n");
    }

    /** With what is never the same twice under a name. */
    private String printedBy(String... arguments) {
        assertThat(execute(List.of(arguments))).isZero();
        assertThat(errors.toString()).isEmpty();
        return output.toString()
                .replaceAll("\\d{8}-\\d{6}", "TIME")
                .replaceAll("savepointRedeployNonce: \\d+", "savepointRedeployNonce: NONCE");
    }

    private int execute(List<String> arguments) {
        CommandLine commandLine = Matih.commandLine();
        commandLine.setOut(new PrintWriter(output, true));
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments.toArray(new String[0]));
    }

    private static List<String> comments(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .collect(Collectors.toList());
    }
}
