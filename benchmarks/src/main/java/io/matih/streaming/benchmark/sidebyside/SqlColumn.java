package io.matih.streaming.benchmark.sidebyside;

/** A result column in Flink SQL: its name, its type and the expression that gives it. */
record SqlColumn(String name, String type, String expression) {

    private static final String NULL = "NULL";

    /** A column that SQL leaves empty. */
    static SqlColumn empty(String name, String type) {
        return new SqlColumn(name, type, NULL);
    }

    /** Whether all contenders have something to say in this column. */
    boolean isCompared() {
        return !expression.equals(NULL);
    }

    String selected() {
        return isCompared() ? expression : "CAST(NULL AS " + type + ")";
    }
}
