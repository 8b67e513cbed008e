package io.matih.streaming.cli.deployment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A patch of operations at places (RFC 6902): {@code add}, {@code replace} and {@code remove}. */
final class PointerPatch {

    private PointerPatch() {}

    /** Throws IllegalArgumentException, which names the operation, when it cannot be applied. */
    static void apply(ObjectNode target, JsonNode operations) {
        operations.forEach(operation -> applyOne(target, operation));
    }

    private static void applyOne(ObjectNode target, JsonNode operation) {
        JsonPointer pointer = JsonPointer.compile(operation.path("path").asText());
        JsonNode parent = target.at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        JsonNode value = operation.path("value");
        boolean done =
                switch (operation.path("op").asText()) {
                    case "add" -> add(parent, last, value);
                    case "replace" -> exists(parent, last) && set(parent, last, value);
                    case "remove" -> exists(parent, last) && remove(parent, last);
                    default -> false;
                };
        if (!done) {
            throw new IllegalArgumentException("cannot apply " + operation);
        }
    }

    private static boolean exists(JsonNode parent, String last) {
        return parent instanceof ArrayNode list ? index(last) < list.size() : parent.has(last);
    }

    private static boolean add(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            if (last.equals("-")) {
                list.add(value.deepCopy());
            } else {
                list.insert(index(last), value.deepCopy());
            }
            return true;
        }
        return set(parent, last, value);
    }

    private static boolean set(JsonNode parent, String last, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            list.set(index(last), value.deepCopy());
            return true;
        }
        if (parent instanceof ObjectNode object) {
            object.set(last, value.deepCopy());
            return true;
        }
        return false;
    }

    private static boolean remove(JsonNode parent, String last) {
        if (parent instanceof ArrayNode list) {
            list.remove(index(last));
        } else {
            ((ObjectNode) parent).remove(last);
        }
        return true;
    }

    private static int index(String text) {
        return Integer.parseUnsignedInt(text);
    }
}
