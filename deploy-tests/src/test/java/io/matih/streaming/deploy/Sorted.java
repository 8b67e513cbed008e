package io.matih.streaming.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Trees with their members in the order of their names. */
final class Sorted {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Sorted() {}

    static JsonNode copy(JsonNode tree) {
        try {
            return MAPPER.readTree(MAPPER.writeValueAsString(MAPPER.convertValue(tree, Object.class)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
