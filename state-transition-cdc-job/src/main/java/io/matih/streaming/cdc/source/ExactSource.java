package io.matih.streaming.cdc.source;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import java.util.Properties;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.base.config.SourceConfig;
import org.apache.flink.cdc.connectors.base.options.StartupOptions;
import org.apache.flink.cdc.connectors.base.source.assigner.HybridSplitAssigner;
import org.apache.flink.cdc.connectors.base.source.assigner.SplitAssigner;
import org.apache.flink.cdc.connectors.base.source.assigner.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceRecords;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitState;
import org.apache.flink.cdc.connectors.base.source.metrics.SourceReaderMetrics;
import org.apache.flink.cdc.connectors.postgres.source.PostgresSourceBuilder.PostgresIncrementalSource;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfig;
import org.apache.flink.cdc.connectors.postgres.source.config.PostgresSourceConfigFactory;
import org.apache.flink.cdc.connectors.postgres.source.enumerator.PostgresSourceEnumerator;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * The table, then its changes, without a gap or an overlap: every row once as it was read, every later change once.
 *
 * <p>After a restart the changes of one transaction may come again from its beginning;
 * {@link io.matih.streaming.cdc.replay.ReplayFilter} drops them.
 */
@SuppressWarnings("unchecked") // Flink CDC's reader is a raw type
public final class ExactSource<T> extends PostgresIncrementalSource<T> {

    private static final long serialVersionUID = 1L;

    static final String DRIVER_PREFIX = "database.";

    private static final String HEARTBEAT_PREFIX = "matih.heartbeat";

    private final Database database;
    private final Capture capture;

    private ExactSource(
            PostgresSourceConfigFactory configuration,
            DebeziumDeserializationSchema<T> deserializer,
            Database database,
            Capture capture) {
        super(
                configuration,
                deserializer,
                new CommitOffsetFactory(),
                new ExactDialect(configuration.create(0), database, capture));
        this.database = database;
        this.capture = capture;
    }

    /** The source of a table; nothing is connected to before the job runs. */
    public static <T> ExactSource<T> of(
            Database database, Capture capture, ReadSettings reading, DebeziumDeserializationSchema<T> deserializer) {
        PostgresSourceConfigFactory configuration = new PostgresSourceConfigFactory();
        configuration.hostname(database.host());
        configuration.port(database.port());
        configuration.database(database.name());
        configuration.username(database.user());
        // Never used: see ReferencedPassword.
        configuration.password("");
        configuration.schemaList(new String[] {capture.schema()});
        configuration.tableList(capture.tableName());
        configuration.slotName(capture.slot());
        configuration.decodingPluginName("pgoutput");
        configuration.startupOptions(StartupOptions.initial());
        configuration.splitSize(reading.chunkRows());
        configuration.fetchSize(reading.fetchRows());
        configuration.connectionPoolSize(2);
        configuration.heartbeatInterval(reading.heartbeatInterval());
        configuration.debeziumProperties(debezium(database, capture));
        return new ExactSource<>(configuration, deserializer, database, capture);
    }

    private static Properties debezium(Database database, Capture capture) {
        Properties properties = new Properties();
        database.connectionProperties().forEach((name, value) -> properties.setProperty(DRIVER_PREFIX + name, value));
        properties.setProperty("publication.name", capture.publication());
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("skipped.operations", "none");
        // Its default skips truncations whatever the line before says.
        properties.setProperty("truncate.handling.mode", "include");
        properties.setProperty("decimal.handling.mode", "string");
        properties.setProperty("poll.interval.ms", "100");
        // After a failure the server may take a moment to see that the old connection is gone.
        properties.setProperty("slot.max.retries", "60");
        properties.setProperty("slot.retry.delay.ms", "500");
        // An empty transaction in the log: it moves the position, and with it the slot, when the table is not changed.
        properties.setProperty(
                "heartbeat.action.query", "SELECT pg_logical_emit_message(true, '" + HEARTBEAT_PREFIX + "', '')");
        properties.setProperty("message.prefix.include.list", "none");
        return properties;
    }

    @Override
    protected RecordEmitter<SourceRecords, T, SourceSplitState> createRecordEmitter(
            SourceConfig config, SourceReaderMetrics metrics) {
        return deserializationSchema instanceof ProgressDeserializer<T> telling
                ? new ProgressEmitter<>(telling, metrics, offsetFactory)
                : super.createRecordEmitter(config, metrics);
    }

    @Override
    public PostgresSourceEnumerator createEnumerator(SplitEnumeratorContext<SourceSplitBase> context) {
        PostgresSourceConfig config = (PostgresSourceConfig) configFactory.create(0);
        SplitAssigner chunks = new HybridSplitAssigner<>(
                config,
                context.currentParallelism(),
                dataSourceDialect.discoverDataCollections(config),
                dataSourceDialect.isDataCollectionIdCaseSensitive(config),
                dataSourceDialect,
                offsetFactory,
                context);
        return new ExactEnumerator(context, config, chunks, (ExactDialect) dataSourceDialect);
    }

    @Override
    public PostgresSourceEnumerator restoreEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context, PendingSplitsState checkpoint) {
        // Flink CDC would create a missing slot, and the changes in between would be lost in silence.
        new SlotPosition(database, capture).requireSlot();
        PostgresSourceConfig config = (PostgresSourceConfig) configFactory.create(0);
        SplitAssigner chunks = new HybridSplitAssigner<>(
                config,
                context.currentParallelism(),
                (HybridPendingSplitsState) checkpoint,
                dataSourceDialect,
                offsetFactory,
                context);
        return new ExactEnumerator(context, config, chunks, (ExactDialect) dataSourceDialect);
    }
}
