package io.matih.streaming.cli.status;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the parts of a demo listen, as plain addresses. */
public record Addresses(String kafka, String catalog, String warehouse, String flink, String page) {

    /** By name, in the order in which they are shown. */
    public Map<String, String> byName() {
        Map<String, String> byName = new LinkedHashMap<>();
        byName.put("kafka", kafka);
        byName.put("catalog", catalog);
        byName.put("warehouse", warehouse);
        byName.put("flink", flink);
        byName.put("page", page);
        return byName;
    }
}
