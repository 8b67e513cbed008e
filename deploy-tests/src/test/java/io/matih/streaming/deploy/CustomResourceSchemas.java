package io.matih.streaming.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.matih.streaming.cli.deployment.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The schemas of custom resources; a member that a schema does not name is refused, as {@code kubectl} in strict mode does. */
final class CustomResourceSchemas {

    private final Map<String, JsonSchema> byKind = new HashMap<>();

    /** Adds what a CustomResourceDefinition says about the version that is stored. */
    void add(String definition) {
        for (JsonNode document : Yaml.documents(definition)) {
            String group = document.at("/spec/group").asText();
            for (JsonNode version : document.at("/spec/versions")) {
                ObjectNode schema = version.at("/schema/openAPIV3Schema").deepCopy();
                ObjectNode properties = (ObjectNode) schema.path("properties");
                properties.putObject("apiVersion").put("type", "string");
                properties.putObject("kind").put("type", "string");
                properties
                        .putObject("metadata")
                        .put("type", "object")
                        .put("x-kubernetes-preserve-unknown-fields", true);
                close(schema);
                byKind.put(
                        group + "/" + version.path("name").asText() + "/"
                                + document.at("/spec/names/kind").asText(),
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                                .getSchema(schema));
            }
        }
    }

    /** What is wrong with a manifest: one line each. */
    List<String> problems(JsonNode manifest) {
        String kind = manifest.path("apiVersion").asText() + "/"
                + manifest.path("kind").asText();
        JsonSchema schema = byKind.get(kind);
        if (schema == null) {
            return List.of("no schema of " + kind);
        }
        return schema.validate(manifest).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("x-kubernetes-int-or-string").asBoolean()) {
                object.remove("type");
            }
            if (object.path("properties").isObject()
                    && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        schema.forEach(CustomResourceSchemas::close);
    }
}
