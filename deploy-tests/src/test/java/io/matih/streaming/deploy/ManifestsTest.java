package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.matih.streaming.cli.deployment.KubernetesObject;
import io.matih.streaming.cli.deployment.Kustomization;
import io.matih.streaming.cli.deployment.Yaml;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.FlinkStateSnapshot;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest is what those who read it in a cluster understand, to the last member. */
class ManifestsTest {

    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("flink.apache.org/v1beta1/FlinkDeployment", FlinkDeployment.class),
            Map.entry("flink.apache.org/v1beta1/FlinkStateSnapshot", FlinkStateSnapshot.class),
            Map.entry("kafka.strimzi.io/v1beta2/KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1beta2/KafkaUser", KafkaUser.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class));

    private static final CustomResourceSchemas SCHEMAS = new CustomResourceSchemas();

    @BeforeAll
    static void readSchemas(@TempDir Path folder) throws Exception {
        for (String kind : List.of("flinkdeployments", "flinkstatesnapshots")) {
            String resource = "/META-INF/fabric8/" + kind + ".flink.apache.org-v1.yml";
            try (InputStream schema = Objects.requireNonNull(FlinkDeployment.class.getResourceAsStream(resource))) {
                SCHEMAS.add(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        StrimziSchemas.definitions(folder).forEach(SCHEMAS::add);
    }

    static List<Manifests> environments() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void everyObjectIsReadStrictlyByTheClassesOfItsReader(Manifests manifests) {
        SoftAssertions all = new SoftAssertions();
        for (KubernetesObject object : manifests.objects()) {
            all.assertThatCode(() -> readStrictly(object)).as(object.toString()).doesNotThrowAnyException();
        }
        all.assertAll();
        assertThat(manifests.objects()).hasSizeGreaterThan(30);
    }

    @Test
    void whatPrometheusAndGrafanaTakeIsReadStrictlyByTheClassesOfItsReader() throws Exception {
        List<KubernetesObject> objects = observability();
        for (KubernetesObject object : objects) {
            readStrictly(object);
        }
        assertThat(objects)
                .extracting(KubernetesObject::kind)
                .containsExactly("PodMonitor", "PrometheusRule", "ConfigMap");
    }

    @Test
    void aMemberOfAMonitorOrARuleThatNobodyKnowsIsFound() {
        KubernetesObject monitor = observability().get(0);
        ((ObjectNode) monitor.at("/spec/podMetricsEndpoints/0")).put("intervall", "30s");
        KubernetesObject rule = observability().get(1);
        ((ObjectNode) rule.at("/spec/groups/0/rules/0")).put("form", "5m");

        assertThatThrownBy(() -> readStrictly(monitor)).hasMessageContaining("intervall");
        assertThatThrownBy(() -> readStrictly(rule)).hasMessageContaining("form");
    }

    /** The schema of these two is in no artifact that a build can read; this is what it requires. */
    @Test
    void whatThePrometheusOperatorRequiresIsThere() {
        KubernetesObject monitor = observability().get(0);
        KubernetesObject rules = observability().get(1);

        assertThat(monitor.at("/spec/selector").isObject()).isTrue();
        assertThat(rules.at("/spec/groups")).isNotEmpty().allSatisfy(group -> {
            assertThat(group.path("name").asText()).isNotEmpty();
            assertThat(group.path("rules")).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.path("expr").isTextual()).isTrue();
                assertThat(rule.has("alert")).isNotEqualTo(rule.has("record"));
            });
        });
    }

    private static List<KubernetesObject> observability() {
        return Kustomization.render(Manifests.root().resolve("deploy/observability"));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void everyCustomResourceHasTheFormOfItsSchema(Manifests manifests) {
        SoftAssertions all = new SoftAssertions();
        manifests.objects().stream()
                .filter(object -> object.apiVersion().matches("(flink\\.apache\\.org|kafka\\.strimzi\\.io)/.*"))
                .forEach(object -> all.assertThat(SCHEMAS.problems(object.content()))
                        .as(object.toString())
                        .isEmpty());
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void ourRendererAgreesWithKustomize(Manifests manifests) throws Exception {
        Process kustomize = new ProcessBuilder(
                        "sh",
                        "-c",
                        "if command -v kustomize; then exec kustomize build .; else exec kubectl kustomize .; fi")
                .directory(Manifests.overlay(manifests.environment()).toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kustomize.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Assumptions.assumeTrue(kustomize.exitValue() != 127, "neither kustomize nor kubectl is installed");

        assertThat(kustomize.exitValue()).isZero();
        List<KubernetesObject> expected = new ArrayList<>();
        Yaml.documents(output).forEach(document -> {
            if (document instanceof ObjectNode object) {
                expected.add(new KubernetesObject(object));
            }
        });
        assertThat(byName(manifests.objects())).isEqualTo(byName(expected));
    }

    @Test
    void aMemberThatNobodyKnowsIsFoundByBothChecks() {
        KubernetesObject job = Manifests.of("prod").one("FlinkDeployment", "llm-ops");
        ((ObjectNode) job.at("/spec/job")).put("upgradeMod", "savepoint");

        assertThatThrownBy(() -> readStrictly(job)).hasMessageContaining("upgradeMod");
        assertThat(SCHEMAS.problems(job.content())).singleElement().asString().contains("upgradeMod");
    }

    @Test
    void aMemberOfATopicThatNobodyKnowsIsFoundByBothChecks() {
        KubernetesObject topic = Manifests.of("prod").one("KafkaTopic", "matih.ai.llm-ops");
        ((ObjectNode) topic.at("/spec")).put("partition", 3);

        assertThatThrownBy(() -> readStrictly(topic)).hasMessageContaining("partition");
        assertThat(SCHEMAS.problems(topic.content())).singleElement().asString().contains("partition");
    }

    @Test
    void aWrongTypeIsFound() {
        KubernetesObject job = Manifests.of("prod").one("FlinkDeployment", "llm-ops");
        ((ObjectNode) job.at("/spec/job")).put("parallelism", "many");

        assertThat(SCHEMAS.problems(job.content())).singleElement().asString().contains("parallelism");
    }

    static void readStrictly(KubernetesObject object) throws Exception {
        String kind = object.apiVersion() + "/" + object.kind();
        StrictReader.read(object.content(), Objects.requireNonNull(CLASSES.get(kind), "no class for " + kind));
    }

    static List<String> problems(KubernetesObject object) {
        return SCHEMAS.problems(object.content());
    }

    private static Map<String, String> byName(List<KubernetesObject> objects) {
        Map<String, String> byName = new TreeMap<>();
        for (KubernetesObject object : objects) {
            String name = object.kind() + "/" + object.namespace() + "/" + object.name();
            assertThat(byName.put(name, Yaml.text(Sorted.copy(object.content()))))
                    .as(name)
                    .isNull();
        }
        return byName;
    }
}
