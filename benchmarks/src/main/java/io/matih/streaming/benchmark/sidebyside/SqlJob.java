package io.matih.streaming.benchmark.sidebyside;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.flink.FlinkCatalog;

/** The first columns of the llm-ops table in Flink SQL, with its Kafka, JSON and Iceberg connectors. */
final class SqlJob {

    private static final String AGGREGATES =
            """
            AVG(CASE WHEN cache_hit THEN 1e0 ELSE 0e0 END),
            AVG(CAST(tokens_input AS DOUBLE)),
            AVG(CAST(tokens_output AS DOUBLE)),
            COUNT(*),
            SUM(cost_usd),
            AVG(latency_ms),
            AVG(CASE WHEN success THEN 0e0 ELSE 1e0 END)
            """;

    private static final String GROUP_WINDOW =
            """
            SELECT TUMBLE_START(`timestamp`, INTERVAL '15' MINUTE), TUMBLE_END(`timestamp`, INTERVAL '15' MINUTE),
                tenant_id, provider, `model`, %s
            FROM calls
            GROUP BY TUMBLE(`timestamp`, INTERVAL '15' MINUTE), tenant_id, provider, `model`
            """
                    .formatted(AGGREGATES);

    private static final String WINDOW_FUNCTION =
            """
            SELECT window_start, window_end, tenant_id, provider, `model`, %s
            FROM TABLE(TUMBLE(TABLE calls, DESCRIPTOR(`timestamp`), INTERVAL '15' MINUTES))
            GROUP BY window_start, window_end, tenant_id, provider, `model`
            """
                    .formatted(AGGREGATES);

    private SqlJob() {}

    /** As it is usually written and run: a group window, Kafka's and Flink's defaults. */
    static void defineAsUsual(StreamExecutionEnvironment environment, RunSettings run) {
        define(environment, run, Map.of(), GROUP_WINDOW);
    }

    /** The windowing function, which aggregates before the shuffle, on Flink's and Kafka's defaults. */
    static void defineWindowFunction(StreamExecutionEnvironment environment, RunSettings run) {
        define(environment, run, Map.of(), WINDOW_FUNCTION);
    }

    /** At its best: the windowing function, object reuse, and our jobs' Kafka settings. */
    static void defineTuned(StreamExecutionEnvironment environment, RunSettings run) {
        environment.getConfig().enableObjectReuse();
        define(environment, run, TunedConsumer.SETTINGS, WINDOW_FUNCTION);
    }

    @SuppressWarnings("deprecation") // the other way to register a catalog needs a cluster's Hadoop configuration
    private static void define(
            StreamExecutionEnvironment environment, RunSettings run, Map<String, String> consumer, String query) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.executeSql(source(run, consumer));
        tables.registerCatalog(
                "lake",
                new FlinkCatalog(
                        "lake",
                        ResultTable.NAMESPACE,
                        Namespace.empty(),
                        ResultTable.catalog(run),
                        Map.of(),
                        false,
                        -1));
        tables.executeSql("CREATE DATABASE lake." + ResultTable.NAMESPACE);
        String table = "lake." + ResultTable.NAMESPACE + "." + ResultTable.NAME;
        tables.executeSql(
                "CREATE TABLE " + table
                        + """
                 (
                    window_start TIMESTAMP(6), window_end TIMESTAMP(6),
                    tenant_id STRING, provider STRING, `model` STRING,
                    cache_hit_rate DOUBLE, avg_tokens_input DOUBLE, avg_tokens_output DOUBLE, total_requests BIGINT,
                    total_cost_usd DOUBLE, avg_latency_ms DOUBLE, error_rate DOUBLE)
                """);
        tables.createStatementSet()
                .addInsertSql("INSERT INTO " + table + " " + query)
                .attachAsDataStream();
    }

    private static String source(RunSettings run, Map<String, String> consumer) {
        Map<String, String> options = new TreeMap<>(Map.of(
                "connector", "kafka",
                "topic", run.topic().name(),
                "properties.bootstrap.servers", run.bootstrapServers(),
                "properties.group.id", run.group(),
                "scan.startup.mode", "earliest-offset",
                "format", "json",
                "json.timestamp-format.standard", "ISO-8601"));
        consumer.forEach((name, value) -> options.put("properties." + name, value));
        // With TIMESTAMP instead of TIMESTAMP_LTZ the format refuses a trailing Z.
        return """
                CREATE TEMPORARY TABLE calls (
                    tenant_id STRING, provider STRING, `model` STRING, cache_hit BOOLEAN, tokens_input BIGINT,
                    tokens_output BIGINT, latency_ms DOUBLE, cost_usd DOUBLE, success BOOLEAN, `timestamp` TIMESTAMP_LTZ(3),
                    WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '30' SECOND)
                WITH (%s)
                """
                .formatted(options.entrySet().stream()
                        .map(option -> "'" + option.getKey() + "' = '" + option.getValue() + "'")
                        .collect(Collectors.joining(", ")));
    }
}
