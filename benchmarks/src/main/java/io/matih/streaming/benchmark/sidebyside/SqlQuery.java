package io.matih.streaming.benchmark.sidebyside;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a stream's table was made with before: its first columns in Flink SQL.
 *
 * @param table the table's name
 * @param windowMinutes size of its windows
 * @param fields the fields of an event that it needs, as columns, besides {@code timestamp}
 * @param filter which events it keeps
 * @param keys the key columns besides the window, all of them texts
 * @param columns the other columns, the count that tells of all events or sessions first
 */
record SqlQuery(
        String table, int windowMinutes, String fields, String filter, List<String> keys, List<SqlColumn> columns) {

    /** The column that holds the number of events, or of sessions. */
    String countColumn() {
        return columns.get(0).name();
    }

    /** The columns after the keys that all contenders fill. */
    List<String> comparedColumns() {
        return columns.stream()
                .filter(SqlColumn::isCompared)
                .map(SqlColumn::name)
                .toList();
    }

    /** A group window over the table {@code events}. */
    String groupWindow() {
        String window = "TUMBLE%s(`timestamp`, INTERVAL '" + windowMinutes + "' MINUTE)";
        return "SELECT " + window.formatted("_START") + ", " + window.formatted("_END") + ", " + selected()
                + " FROM events WHERE " + filter + " GROUP BY " + window.formatted("") + ", " + quotedKeys();
    }

    /** A windowing function over the table {@code events}. */
    String windowFunction() {
        return "SELECT window_start, window_end, " + selected()
                + " FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(`timestamp`), INTERVAL '" + windowMinutes + "' MINUTES))"
                + " WHERE " + filter + " GROUP BY window_start, window_end, " + quotedKeys();
    }

    /** The columns of the result table. */
    String tableColumns() {
        Stream<String> ofKeys = keys.stream().map(key -> quoted(key) + " STRING");
        Stream<String> others = columns.stream().map(column -> column.name() + " " + column.type());
        return "window_start TIMESTAMP(6), window_end TIMESTAMP(6), "
                + Stream.concat(ofKeys, others).collect(Collectors.joining(", "));
    }

    private String selected() {
        return quotedKeys() + ", " + columns.stream().map(SqlColumn::selected).collect(Collectors.joining(", "));
    }

    private String quotedKeys() {
        return keys.stream().map(SqlQuery::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '`' + name + '`';
    }
}
