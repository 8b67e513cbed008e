package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.cli.deployment.KubernetesObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods get no more rights than they need, and secrets stand nowhere but in mounted files. */
class HardeningTest {

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|secret|token|credential|access-?key|private).*");

    static List<KubernetesObject> deployments() {
        return OperatorRulesTest.deployments();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void podIsRestricted(KubernetesObject job) {
        JsonNode pod = job.at("/spec/podTemplate/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(pod.at("/containers")).hasSize(1);
        assertThat(container.path("name").asText()).isEqualTo("flink-main-container");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(9999);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop"))
                .map(JsonNode::asText)
                .containsExactly("ALL");
        // Kubernetes would make variables MATIH_… of services, and the jobs refuse those that they do not know.
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void everythingThatIsWrittenIsOnAVolumeAndEveryMountHasOne(KubernetesObject job) {
        Set<String> volumes = new TreeSet<>();
        Manifests.list(job, "/spec/podTemplate/spec/volumes")
                .forEach(volume -> volumes.add(volume.path("name").asText()));
        Set<String> mounted = new TreeSet<>();
        Set<String> writable = new TreeSet<>();
        Manifests.list(job, "/spec/podTemplate/spec/containers/0/volumeMounts").forEach(mount -> {
            mounted.add(mount.path("name").asText());
            if (!mount.path("readOnly").asBoolean()) {
                writable.add(mount.path("mountPath").asText());
            }
        });

        assertThat(mounted).isEqualTo(volumes);
        assertThat(writable).containsExactlyInAnyOrder("/tmp", "/opt/flink/log", "/opt/flink/state");
        assertThat(OperatorRulesTest.flink(job))
                .containsEntry("io.tmp.dirs", "/tmp")
                .containsEntry("state.backend.rocksdb.localdir", "/opt/flink/state/rocksdb")
                .containsEntry("process.working-dir", "/opt/flink/state/work");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void jobHasAnAccountOfItsOwnThatMayTouchOnlyWhatFlinkMakes(KubernetesObject job) {
        Manifests manifests = Manifests.of(job.namespace().endsWith("-dev") ? "dev" : "prod");
        String account = job.at("/spec/serviceAccount").asText();

        assertThat(account).isEqualTo(job.name());
        assertThat(manifests.one("ServiceAccount", account)).isNotNull();
        KubernetesObject binding = manifests.one("RoleBinding", account);
        assertThat(binding.at("/roleRef/name").asText()).isEqualTo(account);
        assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
        Set<String> resources = new TreeSet<>();
        Manifests.list(manifests.one("Role", account), "/rules").forEach(rule -> {
            rule.path("resources").forEach(resource -> resources.add(resource.asText()));
            assertThat(rule.toString()).doesNotContain("*");
        });
        assertThat(resources).containsExactlyInAnyOrder("pods", "configmaps", "deployments", "deployments/finalizers");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void onlyPathsOfSecretsStandInArgumentsVariablesAndConfiguration(KubernetesObject job) {
        OperatorRulesTest.flink(job).forEach((key, value) -> {
            if (SECRET_NAME.matcher(key).matches()) {
                assertThat(value).as(key).startsWith("com.amazonaws.auth.");
            }
        });
        Manifests.list(job, "/spec/podTemplate/spec/containers/0/env").forEach(variable -> {
            String key = variable.at("/valueFrom/secretKeyRef/key").asText();
            assertThat(key).isIn("", "client-id");
            if (SECRET_NAME.matcher(variable.path("name").asText()).matches()) {
                assertThat(variable.path("value").asText()).startsWith("/etc/matih/secrets/");
            }
        });
        assertThat(job.at("/spec/job/args").toString()).doesNotContain("=");
    }

    @ParameterizedTest
    @MethodSource("io.matih.streaming.deploy.Manifests#all")
    void everyPodOfAJobIsUnderTheNetworkPolicies(Manifests manifests) {
        manifests.ofKind("FlinkDeployment").forEach(job -> {
            JsonNode labels = job.at("/spec/podTemplate/metadata/labels");
            List<String> policies = manifests
                    .ofKind("NetworkPolicy")
                    .filter(policy -> isSelected(policy.at("/spec/podSelector/matchLabels"), labels))
                    .map(KubernetesObject::name)
                    .sorted()
                    .toList();
            String source = job.name().equals("state-transition-cdc") ? "postgres-clients" : "kafka-clients";
            assertThat(policies).as(job.name()).containsExactlyInAnyOrder("flink-jobs", source);
        });
        assertThat(manifests.one("NetworkPolicy", "flink-jobs").at("/spec/policyTypes"))
                .map(JsonNode::asText)
                .containsExactly("Ingress", "Egress");
    }

    private static boolean isSelected(JsonNode selector, JsonNode labels) {
        boolean[] selected = {true};
        selector.fields()
                .forEachRemaining(label -> selected[0] &= label.getValue().equals(labels.get(label.getKey())));
        return selected[0];
    }
}
