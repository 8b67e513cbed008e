package io.matih.streaming.platform.generator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of one JSON object as they will stand there, so that a single one can be spoiled. Texts are plain ASCII. */
public final class JsonFields {

    private static final double FIELD_MISSING = 0.04;

    private final Map<String, String> literals = new LinkedHashMap<>();

    /** Sets a text. */
    public void text(String name, String text) {
        literals.put(name, "\"" + text + "\"");
    }

    /** Sets a number, a boolean, {@code null}, or whatever else. */
    public void literal(String name, String literal) {
        literals.put(name, literal);
    }

    /** Sets a number with one digit after the point. */
    public void tenths(String name, double value) {
        long tenths = Math.round(value * 10);
        literals.put(name, tenths / 10 + "." + tenths % 10);
    }

    /** Sets an object. */
    public void object(String name, JsonFields members) {
        literals.put(name, members.toJson());
    }

    /** Sets a text that holds an object. */
    public void objectAsText(String name, JsonFields members) {
        text(name, members.toJson().replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** Takes a field away. */
    public void remove(String name) {
        literals.remove(name);
    }

    /** Now and then one of these fields is not there, or null. */
    public void leaveOutOneOf(List<String> optional, Chance chance) {
        if (chance.happens(FIELD_MISSING)) {
            remove(chance.oneOf(optional));
        }
        if (chance.happens(FIELD_MISSING)) {
            literal(chance.oneOf(optional), "null");
        }
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
