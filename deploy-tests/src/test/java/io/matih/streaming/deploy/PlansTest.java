package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.matih.streaming.cli.deployment.JobDeployment;
import io.matih.streaming.cli.deployment.KubernetesObject;
import io.matih.streaming.cli.deployment.Plan;
import io.matih.streaming.cli.deployment.Plans;
import io.matih.streaming.cli.deployment.RestorePoint;
import io.matih.streaming.cli.deployment.Step;
import io.matih.streaming.cli.deployment.Yaml;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands would apply is what the operator takes, and keeps the state. */
class PlansTest {

    private static final String SAVEPOINT = "s3://matih-flink/llm-ops/savepoints/savepoint-0123ab-cdef01234567";

    private final Plans plans = new Plans(job("llm-ops"), Instant.parse("2026-11-25T10:15:30Z"));

    @BeforeAll
    static void readSchemas(@TempDir java.nio.file.Path folder) throws Exception {
        ManifestsTest.readSchemas(folder);
    }

    private static JobDeployment job(String name) {
        return JobDeployment.of(Manifests.root().resolve("deploy/overlays"), "prod", name);
    }

    @Test
    void savepointIsAResourceThatSurvivesItsDeletion() throws Exception {
        KubernetesObject snapshot = only(printed(plans.savepoint()));

        assertThat(snapshot.kind()).isEqualTo("FlinkStateSnapshot");
        assertThat(snapshot.name()).isEqualTo("llm-ops-manual-20261125-101530");
        assertThat(snapshot.namespace()).isEqualTo("matih-streaming");
        assertThat(snapshot.at("/spec/jobReference/name").asText()).isEqualTo("llm-ops");
        assertThat(snapshot.at("/spec/savepoint/disposeOnDelete").asBoolean(true))
                .isFalse();
        assertThat(snapshot.at("/spec/savepoint/path").asText()).isEqualTo("s3://matih-flink/llm-ops/savepoints");
    }

    @Test
    void suspendAndResumeChangeTheStateAndNothingElse() throws Exception {
        KubernetesObject suspended = only(printed(plans.suspend()));
        KubernetesObject resumed = only(printed(plans.resume()));

        assertThat(suspended.at("/spec")).hasToString("{\"job\":{\"state\":\"suspended\"}}");
        assertThat(resumed.at("/spec")).hasToString("{\"job\":{\"state\":\"running\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-analytics", "agent-performance", "llm-ops", "state-transition-cdc"})
    void upgradeTakesASavepointFirstAndThenGivesTheOperatorTheWholeSpecification(String name) throws Exception {
        String image = "registry.matih.ai/streaming/" + name + ":1.1.0";
        List<KubernetesObject> objects =
                printed(new Plans(job(name), Instant.parse("2026-11-25T10:15:30Z")).upgrade(image));

        assertThat(objects)
                .extracting(KubernetesObject::kind)
                .containsExactly("FlinkStateSnapshot", "ConfigMap", "FlinkDeployment");
        KubernetesObject upgraded = objects.get(2);
        assertThat(upgraded.at("/spec/image").asText()).isEqualTo(image);
        assertThat(upgraded.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
        assertThat(upgraded.at("/spec/podTemplate/metadata/annotations")
                        .get(JobDeployment.CHECKSUM)
                        .asText())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void anotherConfigurationMakesOtherPods() throws Exception {
        JobDeployment before = job("llm-ops");
        JobDeployment after = job("llm-ops");
        ((ObjectNode) after.configuration().at("/data")).put("job.yaml", "window: {size: 5 min}");

        assertThat(checksum(after)).isNotEqualTo(checksum(before));
        assertThat(checksum(job("llm-ops"))).isEqualTo(checksum(before));
    }

    private static String checksum(JobDeployment job) throws Exception {
        return printed(new Plans(job, Instant.EPOCH).upgrade("image"))
                .get(2)
                .at("/spec/podTemplate/metadata/annotations")
                .get(JobDeployment.CHECKSUM)
                .asText();
    }

    @Test
    void rewindStopsTheJobKeepingItsCheckpointsThenTheTableThenStartsFromThePathUnderANewNonce() throws Exception {
        Plan plan = plans.rewind(new RestorePoint(SAVEPOINT, 42, "0123ab"), new Step.Note("the table"));
        List<KubernetesObject> objects = printed(plan);

        assertThat(objects).hasSize(2);
        assertThat(objects.get(0).at("/spec/job"))
                .hasToString("{\"state\":\"suspended\",\"upgradeMode\":\"last-state\"}");
        assertThat(objects.get(1).at("/spec/job"))
                .hasToString("{\"state\":\"running\",\"upgradeMode\":\"savepoint\",\"initialSavepointPath\":\""
                        + SAVEPOINT + "\",\"savepointRedeployNonce\":1795601730}");
        assertThat(plan.steps().stream().map(step -> step.getClass().getSimpleName()))
                .containsExactly("Patch", "Await", "Note", "Note", "Patch", "Await", "Note");
    }

    private static List<KubernetesObject> printed(Plan plan) throws Exception {
        StringWriter output = new StringWriter();
        plan.print(new PrintWriter(output));
        List<KubernetesObject> objects = Yaml.documents(output.toString()).stream()
                .map(document -> new KubernetesObject((ObjectNode) document))
                .toList();
        for (KubernetesObject object : objects) {
            ManifestsTest.readStrictly(object);
            if (object.apiVersion().startsWith("flink.apache.org/")) {
                assertThat(ManifestsTest.problems(object)).as(object.toString()).isEmpty();
            }
        }
        return objects;
    }

    private static KubernetesObject only(List<KubernetesObject> objects) {
        assertThat(objects).hasSize(1);
        return objects.get(0);
    }
}
