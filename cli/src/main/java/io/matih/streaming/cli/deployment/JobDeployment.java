package io.matih.streaming.cli.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.matih.streaming.cli.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One job as an environment deploys it.
 *
 * @param flink the FlinkDeployment
 * @param configuration the ConfigMap with the job's own options
 */
public record JobDeployment(KubernetesObject flink, KubernetesObject configuration) {

    /** Where the checksum of the configuration stands: pods that are to read another one are other pods. */
    public static final String CHECKSUM = "matih.io/configuration-sha256";

    private static final String KIND = "FlinkDeployment";

    /**
     * The job of this name.
     *
     * @param overlays the folder with a folder for each environment
     * @throws Refusal when there is no such environment or job
     */
    public static JobDeployment of(Path overlays, String environment, String job) {
        Path overlay = overlays.resolve(environment);
        if (!Files.isRegularFile(overlay.resolve("kustomization.yaml"))) {
            throw new Refusal("--environment: no folder " + environment + " with a kustomization.yaml in " + overlays);
        }
        List<KubernetesObject> objects = Kustomization.render(overlay);
        String known = objects.stream()
                .filter(object -> object.kind().equals(KIND))
                .map(KubernetesObject::name)
                .collect(Collectors.joining(", "));
        return new JobDeployment(
                named(objects, KIND, job, "no job " + job + " in " + overlay + "; there is: " + known),
                named(objects, "ConfigMap", job + "-configuration", "no configuration of " + job + " in " + overlay));
    }

    private static KubernetesObject named(List<KubernetesObject> objects, String kind, String name, String otherwise) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind) && object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(otherwise));
    }

    /** The FlinkDeployment with another image, and marked with the configuration that it is to read. */
    KubernetesObject upgradedTo(String image) {
        KubernetesObject upgraded = flink.copy();
        ObjectNode spec = (ObjectNode) upgraded.content().path("spec");
        spec.put("image", image);
        ObjectNode metadata = (ObjectNode) spec.at("/podTemplate/metadata");
        metadata.withObject("/annotations").put(CHECKSUM, checksum());
        return upgraded;
    }

    private String checksum() {
        try {
            byte[] text = configuration.at("/data").toString().getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A part of the FlinkDeployment, to be merged into the one in the cluster: its job with nothing in it yet. */
    KubernetesObject patch() {
        return identity(flink.apiVersion(), KIND, flink.name());
    }

    /** A new savepoint of the job, kept when the resource is deleted. */
    KubernetesObject savepoint(String name) {
        KubernetesObject snapshot = identity(flink.apiVersion(), "FlinkStateSnapshot", name);
        ObjectNode spec = snapshot.content().putObject("spec");
        spec.put("backoffLimit", 3);
        spec.putObject("jobReference").put("kind", KIND).put("name", flink.name());
        spec.putObject("savepoint")
                .put("disposeOnDelete", false)
                .put("formatType", "CANONICAL")
                .put(
                        "path",
                        flink.at("/spec/flinkConfiguration/state.savepoints.dir")
                                .asText());
        return snapshot;
    }

    private KubernetesObject identity(String apiVersion, String kind, String name) {
        ObjectNode content = Yaml.object().put("apiVersion", apiVersion).put("kind", kind);
        content.putObject("metadata").put("name", name).put("namespace", flink.namespace());
        return new KubernetesObject(content);
    }
}
