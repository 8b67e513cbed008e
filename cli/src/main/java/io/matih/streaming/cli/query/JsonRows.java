package io.matih.streaming.cli.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as JSON, one object per line. Times are ISO-8601 in UTC; bytes show their length only. */
public final class JsonRows {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonRows() {}

    /** Every line ends with a line feed; no rows are no lines. */
    public static String of(QueryResult result) {
        StringBuilder lines = new StringBuilder();
        objects(result).forEach(object -> lines.append(object).append('\n'));
        return lines.toString();
    }

    /** Every row as an object. */
    public static List<ObjectNode> objects(QueryResult result) {
        List<ObjectNode> objects = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            ObjectNode object = MAPPER.createObjectNode();
            for (int column = 0; column < row.size(); column++) {
                put(object, result.columns().get(column), row.get(column));
            }
            objects.add(object);
        }
        return objects;
    }

    private static void put(ObjectNode object, String name, @Nullable Object value) {
        if (value == null) {
            object.putNull(name);
        } else if (value instanceof BigDecimal decimal) {
            object.put(name, decimal);
        } else if (value instanceof Number || value instanceof Boolean) {
            object.putPOJO(name, value);
        } else {
            object.put(name, CellText.of(value));
        }
    }
}
