package io.matih.streaming.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.cli.deployment.KubernetesObject;
import io.matih.streaming.cli.deployment.Kustomization;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The manifests of one environment as they are rendered. */
record Manifests(String environment, List<KubernetesObject> objects) {

    static final List<String> JOBS =
            List.of("session-analytics", "agent-performance", "llm-ops", "state-transition-cdc");

    /** The folder of the sources. */
    static Path root() {
        return Path.of(System.getProperty("matih.home", "..")).toAbsolutePath().normalize();
    }

    static Path overlay(String environment) {
        return root().resolve("deploy/overlays").resolve(environment);
    }

    static Manifests of(String environment) {
        return new Manifests(environment, Kustomization.render(overlay(environment)));
    }

    /** Those of all environments. */
    static List<Manifests> all() {
        return List.of(of("dev"), of("prod"));
    }

    Stream<KubernetesObject> ofKind(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    KubernetesObject one(String kind, String name) {
        return ofKind(kind)
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The members of a list in an object. */
    static Stream<JsonNode> list(KubernetesObject object, String pointer) {
        return StreamSupport.stream(object.at(pointer).spliterator(), false);
    }

    @Override
    public String toString() {
        return environment;
    }
}
