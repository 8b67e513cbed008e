package io.matih.streaming.cli.query;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** A value of DuckDB as one of Java's own, so that readers of rows need no JDBC: bytes, a list, or a map by member. */
final class CellValue {

    private CellValue() {}

    static @Nullable Object of(@Nullable Object value) throws SQLException {
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        if (value instanceof Array array) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object each : (Object[]) array.getArray()) {
                list.add(of(each));
            }
            return list;
        }
        if (value instanceof DuckDBStruct struct) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (Map.Entry<String, Object> member : struct.getMap().entrySet()) {
                members.put(member.getKey(), of(member.getValue()));
            }
            return members;
        }
        return value;
    }
}
