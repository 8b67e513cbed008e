package io.matih.streaming.cdc.definitions;

import io.matih.streaming.cdc.database.TableShape;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the columns of the table are called.
 *
 * @param updatedAt when the row was last changed, which is from when its name is valid
 */
public record DefinitionColumns(String tenantId, String agentId, String name, String updatedAt)
        implements Serializable {

    /** What the table must be like. */
    public TableShape shape() {
        Map<String, TableShape.Kind> columns = new LinkedHashMap<>();
        columns.put(tenantId, TableShape.Kind.KEY_TEXT);
        columns.put(agentId, TableShape.Kind.KEY_TEXT);
        columns.put(name, TableShape.Kind.TEXT);
        columns.put(updatedAt, TableShape.Kind.TIMESTAMP);
        return new TableShape(columns, List.of(tenantId, agentId));
    }
}
