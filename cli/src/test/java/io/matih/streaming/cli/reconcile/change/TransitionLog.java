package io.matih.streaming.cli.reconcile.change;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A log of changes as the job writes it, every change of the same state machine. */
final class TransitionLog {

    private static final TableIdentifier NAME = TableIdentifier.of("matih_analytics", "state_transition_log");
    private static final List<String> TEXTS = List.of(
            "transition_id",
            "entity_type",
            "entity_id",
            "tenant_id",
            "from_state",
            "to_state",
            "triggered_by",
            "trigger_reason",
            "metadata",
            "op");
    private static final OffsetDateTime CREATED_AT = OffsetDateTime.parse("1969-12-31T23:59:59.123Z");

    private final RESTCatalog catalog = new RESTCatalog();
    private final Table table;
    private final List<Record> added = new ArrayList<>();
    private Record last;

    TransitionLog(URI address) {
        catalog.setConf(new Configuration());
        catalog.initialize("test", Map.of("uri", address.toString()));
        if (!catalog.namespaceExists(Namespace.of("matih_analytics"))) {
            catalog.createNamespace(Namespace.of("matih_analytics"));
        }
        table = catalog.createTable(NAME, schema());
        last = GenericRecord.create(table.schema());
    }

    private static Schema schema() {
        List<Types.NestedField> fields = new ArrayList<>();
        for (String text : TEXTS) {
            fields.add(Types.NestedField.optional(fields.size() + 1, text, Types.StringType.get()));
        }
        for (String number : List.of("lsn", "tx_id")) {
            fields.add(Types.NestedField.optional(fields.size() + 1, number, Types.LongType.get()));
        }
        for (String moment : List.of("created_at", "source_ts", "captured_at")) {
            fields.add(Types.NestedField.optional(fields.size() + 1, moment, Types.TimestampType.withZone()));
        }
        return new Schema(fields);
    }

    TransitionLog add(
            String id,
            String operation,
            @Nullable Long lsn,
            @Nullable Long transaction,
            int capturedSecond,
            String state) {
        Record change = GenericRecord.create(table.schema());
        change.setField("transition_id", id);
        change.setField("entity_type", "order");
        change.setField("entity_id", "o1");
        change.setField("tenant_id", "acme");
        change.setField("from_state", "none");
        change.setField("to_state", state);
        change.setField("trigger_reason", "why");
        change.setField("created_at", CREATED_AT);
        change.setField("op", operation);
        change.setField("lsn", lsn);
        change.setField("tx_id", transaction);
        change.setField("captured_at", Instant.ofEpochSecond(capturedSecond).atOffset(ZoneOffset.UTC));
        added.add(change);
        last = change;
        return this;
    }

    TransitionLog repeatLast() {
        added.add(last);
        return this;
    }

    /** Position of the last change. */
    Object lastLsn() {
        return last.getField("lsn");
    }

    /** Makes what was added visible. */
    void commit() throws Exception {
        OutputFile file = table.io().newOutputFile(table.location() + "/data/" + UUID.randomUUID() + ".parquet");
        DataWriter<Record> writer = Parquet.writeData(file)
                .forTable(table)
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            added.forEach(writer::write);
        }
        DataFile written = writer.toDataFile();
        table.newAppend().appendFile(written).commit();
        added.clear();
    }

    void drop() throws Exception {
        catalog.dropTable(NAME, true);
        catalog.close();
    }
}
