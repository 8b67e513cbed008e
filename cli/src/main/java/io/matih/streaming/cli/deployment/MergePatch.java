package io.matih.streaming.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A patch that looks like the object (RFC 7386): maps are merged, null removes, everything else is replaced, lists too. */
final class MergePatch {

    private MergePatch() {}

    static void apply(ObjectNode target, JsonNode patch) {
        patch.fields().forEachRemaining(member -> {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value.isObject()) {
                JsonNode old = target.get(member.getKey());
                ObjectNode merged = old instanceof ObjectNode object ? object : Yaml.object();
                apply(merged, value);
                target.set(member.getKey(), merged);
            } else {
                target.set(member.getKey(), value.deepCopy());
            }
        });
    }
}
