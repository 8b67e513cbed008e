package io.matih.streaming.benchmark.sidebyside;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.flink.FlinkCatalog;

/** The first columns of a stream's table in Flink SQL, with its Kafka, JSON and Iceberg connectors. */
final class SqlJob {

    private SqlJob() {}

    /** As it is usually written and run: a group window, Kafka's and Flink's defaults. */
    static void defineAsUsual(StreamExecutionEnvironment environment, RunSettings run) {
        define(environment, run, Map.of(), run.stream().query().groupWindow());
    }

    /** The windowing function, which aggregates before the shuffle, on Flink's and Kafka's defaults. */
    static void defineWindowFunction(StreamExecutionEnvironment environment, RunSettings run) {
        define(environment, run, Map.of(), run.stream().query().windowFunction());
    }

    /** At its best: the windowing function, object reuse, and our jobs' Kafka settings. */
    static void defineTuned(StreamExecutionEnvironment environment, RunSettings run) {
        environment.getConfig().enableObjectReuse();
        define(environment, run, TunedConsumer.SETTINGS, run.stream().query().windowFunction());
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
        String table =
                "lake." + ResultTable.NAMESPACE + "." + run.stream().query().table();
        tables.executeSql("CREATE TABLE " + table + " (" + run.stream().query().tableColumns() + ")");
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
                CREATE TEMPORARY TABLE events (
                    %s, `timestamp` TIMESTAMP_LTZ(3),
                    WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '30' SECOND)
                WITH (%s)
                """
                .formatted(
                        run.stream().query().fields(),
                        options.entrySet().stream()
                                .map(option -> "'" + option.getKey() + "' = '" + option.getValue() + "'")
                                .collect(Collectors.joining(", ")));
    }
}
