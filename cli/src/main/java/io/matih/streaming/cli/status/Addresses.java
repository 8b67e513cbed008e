package io.matih.streaming.cli.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a demo listen, as plain addresses.
 *
 * @param postgres for {@code psql}; null where no job reads a database
 */
public record Addresses(
        String kafka, String catalog, String warehouse, String flink, @Nullable String postgres, String page) {

    /** By name, in the order in which they are shown; what there is not is left out. */
    public Map<String, String> byName() {
        Map<String, String> byName = new LinkedHashMap<>();
        byName.put("kafka", kafka);
        byName.put("catalog", catalog);
        byName.put("warehouse", warehouse);
        byName.put("flink", flink);
        if (postgres != null) {
            byName.put("postgres", postgres);
        }
        byName.put("page", page);
        return byName;
    }
}
