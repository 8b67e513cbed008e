package io.matih.streaming.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An object as Kubernetes takes it, of any kind. */
public record KubernetesObject(ObjectNode content) {

    /** The group and version, such as {@code apps/v1}. */
    public String apiVersion() {
        return content.path("apiVersion").asText();
    }

    /** The kind, such as {@code Deployment}. */
    public String kind() {
        return content.path("kind").asText();
    }

    /** The name within its namespace and kind. */
    public String name() {
        return content.at("/metadata/name").asText();
    }

    /** The namespace; empty when none is given. */
    public String namespace() {
        return content.at("/metadata/namespace").asText();
    }

    /** What is at a JSON pointer; a missing node when nothing is. */
    public JsonNode at(String pointer) {
        return content.at(pointer);
    }

    /** Whether the kind is a custom one: Kubernetes knows no merge rules for its lists. */
    boolean isCustom() {
        String group = apiVersion().contains("/") ? apiVersion().replaceFirst("/.*", "") : "";
        return group.contains(".") && !group.endsWith(".k8s.io");
    }

    KubernetesObject copy() {
        return new KubernetesObject(content.deepCopy());
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
