package io.matih.streaming.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.matih.streaming.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A folder with a {@code kustomization.yaml}, rendered without a cluster and without kustomize.
 *
 * <p>Knows resources, namespace, patches and ConfigMaps made of files, which is what the folders here use, and refuses
 * everything else rather than leaving it out.
 */
public final class Kustomization {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "namespace", "patches", "configMapGenerator", "generatorOptions");
    private static final Set<String> WITHOUT_NAMESPACE =
            Set.of("Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition");

    private final Path folder;
    private final JsonNode content;

    private Kustomization(Path folder, JsonNode content) {
        this.folder = folder;
        this.content = content;
    }

    /**
     * All objects that the folder describes, in the order in which they are named.
     *
     * @throws Refusal when it holds something that is not understood
     */
    public static List<KubernetesObject> render(Path folder) {
        Kustomization read = new Kustomization(folder, Yaml.document(text(folder.resolve("kustomization.yaml"))));
        read.content.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw read.refusal("does not know '" + name + "'");
            }
        });
        return read.render();
    }

    private List<KubernetesObject> render() {
        List<KubernetesObject> objects = new ArrayList<>();
        for (JsonNode resource : content.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            objects.addAll(Files.isDirectory(path) ? render(path) : file(path));
        }
        for (JsonNode generated : content.path("configMapGenerator")) {
            objects.add(configMap(generated));
        }
        for (JsonNode patch : content.path("patches")) {
            apply(patch, objects);
        }
        if (content.has("namespace")) {
            objects.forEach(this::moveToNamespace);
        }
        return objects;
    }

    private static List<KubernetesObject> file(Path path) {
        return Yaml.documents(text(path)).stream()
                .map(document -> new KubernetesObject((ObjectNode) document))
                .toList();
    }

    private KubernetesObject configMap(JsonNode entry) {
        JsonNode options = content.path("generatorOptions");
        if (!options.path("disableNameSuffixHash").asBoolean()) {
            throw refusal("makes names with hashes; only disableNameSuffixHash: true is understood");
        }
        ObjectNode configMap = Yaml.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata =
                configMap.putObject("metadata").put("name", entry.path("name").asText());
        if (options.has("labels")) {
            metadata.set("labels", options.get("labels").deepCopy());
        }
        ObjectNode data = configMap.putObject("data");
        entry.path("files").forEach(name -> {
            Path file = folder.resolve(name.asText());
            data.put(file.getFileName().toString(), text(file));
        });
        return new KubernetesObject(configMap);
    }

    private void apply(JsonNode entry, List<KubernetesObject> objects) {
        String text = entry.has("path")
                ? text(folder.resolve(entry.get("path").asText()))
                : entry.path("patch").asText();
        JsonNode patch = Yaml.document(text);
        JsonNode target = entry.has("target") ? entry.get("target") : targetOf(patch);
        List<KubernetesObject> matching = objects.stream()
                .filter(object -> isAsked(target, "kind", object.kind()) && isAsked(target, "name", object.name()))
                .toList();
        if (matching.isEmpty()) {
            throw refusal("has a patch for " + target + ", which is no object of it");
        }
        matching.forEach(object -> apply(patch, object));
    }

    private void apply(JsonNode patch, KubernetesObject object) {
        if (patch.isArray()) {
            PointerPatch.apply(object.content(), patch);
            return;
        }
        if (!object.isCustom()) {
            throw refusal(
                    "merges a patch into " + object + "; only custom resources are merged without rules for lists");
        }
        ObjectNode changes = patch.deepCopy();
        changes.remove(List.of("apiVersion", "kind"));
        ((ObjectNode) changes.path("metadata")).remove("name");
        MergePatch.apply(object.content(), changes);
    }

    private static ObjectNode targetOf(JsonNode patch) {
        return Yaml.object()
                .put("kind", patch.path("kind").asText())
                .put("name", patch.at("/metadata/name").asText());
    }

    private static boolean isAsked(JsonNode target, String property, String value) {
        return !target.has(property) || target.get(property).asText().equals(value);
    }

    private void moveToNamespace(KubernetesObject object) {
        String namespace = content.get("namespace").asText();
        if (!WITHOUT_NAMESPACE.contains(object.kind())) {
            ((ObjectNode) object.content().path("metadata")).put("namespace", namespace);
        }
        if (object.kind().equals("RoleBinding")) {
            object.at("/subjects").forEach(subject -> ((ObjectNode) subject).put("namespace", namespace));
        }
    }

    private Refusal refusal(String what) {
        return new Refusal(folder.resolve("kustomization.yaml") + " " + what);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new Refusal("cannot read " + file, unreadable);
        }
    }
}
