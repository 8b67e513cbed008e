package io.matih.streaming.iceberg;

import io.matih.streaming.job.StartupRefusedException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.flink.util.FlinkCompatibilityUtil;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * An Iceberg table as the output of a job, exactly once.
 *
 * <pre>{@code
 * IcebergOutput.to(TABLE, settings).append(metrics, "metrics");
 * }</pre>
 *
 * <p>Appending adds three stages with parallelism 1: rows become table rows, the commit watchdog lets them pass, the sink
 * writes and commits them with each checkpoint. There must be one such output for a table in a job.
 */
public final class IcebergOutput<R> {

    private final TableDefinition<R> definition;
    private final IcebergSettings settings;
    private final Clock clock;

    private IcebergOutput(TableDefinition<R> definition, IcebergSettings settings, Clock clock) {
        this.definition = definition;
        this.settings = settings;
        this.clock = clock;
    }

    /** The table of this definition. */
    public static <R> IcebergOutput<R> to(TableDefinition<R> definition, IcebergSettings settings) {
        return new IcebergOutput<>(definition, settings, Clock.systemUTC());
    }

    /** The same output that reads the time from another clock, which must be serializable. */
    public IcebergOutput<R> withClock(Clock serializableClock) {
        return new IcebergOutput<>(definition, settings, serializableClock);
    }

    /**
     * Creates or checks the table, then writes the rows of a stream into it.
     *
     * @param uidPrefix what the uids of the stages begin with, such as {@code metrics}; never changes between releases
     * @throws StartupRefusedException when the catalog cannot be used, or the table exists and cannot take the rows
     */
    public void append(DataStream<R> rows, String uidPrefix) {
        ensureTable();
        try (FencedTableLoader loader = loader()) {
            append(rows, uidPrefix, loader.loadTable().schema());
        }
    }

    private void ensureTable() {
        try (CloseableCatalog client = new CloseableCatalog(settings.catalog().loadCatalog())) {
            new TableSetup(client.catalog(), settings.namespace()).ensure(definition);
        } catch (RESTException | UncheckedIOException | UncheckedSQLException unusable) {
            throw new StartupRefusedException(
                    "Iceberg catalog %s cannot be used: %s".formatted(settings.catalog(), unusable.getMessage()));
        }
    }

    private void append(DataStream<R> rows, String uidPrefix, Schema schema) {
        RowType rowType = FlinkSchemaUtil.convert(schema);
        SingleOutputStreamOperator<RowData> watched = rows.map(
                        new RowMapper<>(definition, schema), FlinkCompatibilityUtil.toTypeInfo(rowType))
                .name(uidPrefix + "-convert")
                .uid(uidPrefix + "-convert")
                .setParallelism(1)
                .map(new CommitWatchdog(loader(), settings.silentCheckpoints(), clock))
                .returns(FlinkCompatibilityUtil.toTypeInfo(rowType))
                .name(uidPrefix + "-watch")
                .uid(uidPrefix + "-watch")
                .setParallelism(1);
        // Without a table given, the sink copies the loader's table once; a copy of a copy has the identifier fields
        // again.
        IcebergSink.forRowData(watched)
                .tableLoader(loader())
                .uidSuffix(uidPrefix + "-write")
                .writeParallelism(1)
                .distributionMode(DistributionMode.NONE)
                .upsert(false)
                .set("table-refresh-interval", settings.credentialsLifetime().toMillis() + " ms")
                .append();
    }

    private FencedTableLoader loader() {
        TableIdentifier identifier =
                TableIdentifier.of(Namespace.of(settings.namespace().split("\\.")), definition.name());
        return new FencedTableLoader(settings.catalog(), identifier, settings.credentialsLifetime(), clock);
    }
}
