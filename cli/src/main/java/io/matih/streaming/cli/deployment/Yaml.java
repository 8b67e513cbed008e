package io.matih.streaming.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/** YAML documents as trees and back. A key that is given twice is an error. */
public final class Yaml {

    private static final ObjectMapper TREES = new ObjectMapper();

    private Yaml() {}

    /** The documents of a text; empty ones are left out. */
    public static List<JsonNode> documents(String text) {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : parser().loadAll(text)) {
            if (document != null) {
                documents.add(TREES.valueToTree(document));
            }
        }
        return documents;
    }

    /** The only document of a text. */
    public static JsonNode document(String text) {
        return TREES.valueToTree(parser().load(text));
    }

    /** An object without members. */
    static ObjectNode object() {
        return TREES.createObjectNode();
    }

    /** One document, as a person would write it. */
    public static String text(JsonNode document) {
        return parser().dump(TREES.convertValue(document, Object.class));
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        dumping.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumping.setWidth(140);
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading);
    }
}
