package io.matih.streaming.platform.generator.llm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of one JSON object as they will stand there, so that a single one can be spoiled. Texts are plain ASCII. */
final class JsonFields {

    private final Map<String, String> literals = new LinkedHashMap<>();

    void text(String name, String text) {
        literals.put(name, "\"" + text + "\"");
    }

    /** A number, a boolean, {@code null}, or whatever else. */
    void literal(String name, String literal) {
        literals.put(name, literal);
    }

    void remove(String name) {
        literals.remove(name);
    }

    String toJson() {
        return literals.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    byte[] toBytes() {
        return toJson().getBytes(StandardCharsets.UTF_8);
    }
}
