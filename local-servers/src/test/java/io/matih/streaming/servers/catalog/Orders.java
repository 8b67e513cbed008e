package io.matih.streaming.servers.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** A table of order numbers, as a client of the catalog makes, fills and reads it. */
public final class Orders {

    static final Schema SCHEMA = new Schema(NestedField.required(1, "number", Types.LongType.get()));
    static final Type TEXT = Types.StringType.get();

    private Orders() {}

    static RESTCatalog connect(RestCatalogServer server) {
        return connect(server, Map.of());
    }

    static RESTCatalog connect(RestCatalogServer server, Map<String, String> security) {
        return connect(server.uri(), security);
    }

    public static RESTCatalog connect(URI server, Map<String, String> security) {
        Map<String, String> properties = new HashMap<>(security);
        properties.put("uri", server.toString());
        properties.put("warehouse", "polaris");
        RESTCatalog catalog = new RESTCatalog();
        catalog.setConf(new Configuration());
        catalog.initialize("test", properties);
        return catalog;
    }

    public static Table create(RESTCatalog catalog, TableIdentifier name) {
        catalog.createNamespace(name.namespace());
        return catalog.createTable(name, SCHEMA);
    }

    static void createWithRows(RESTCatalog catalog, TableIdentifier name, long... numbers) {
        catalog.createNamespace(name.namespace());
        Transaction transaction = catalog.newCreateTableTransaction(name, SCHEMA);
        transaction.newAppend().appendFile(write(transaction.table(), numbers)).commit();
        transaction.commitTransaction();
    }

    public static void append(Table table, long... numbers) {
        table.newAppend().appendFile(write(table, numbers)).commit();
    }

    public static List<Long> numbers(Table table) {
        List<Long> numbers = new ArrayList<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            rows.forEach(row -> numbers.add((Long) row.getField("number")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    static TableMetadata withColumn(TableMetadata metadata, String name) {
        return metadata.updateSchema(new Schema(
                NestedField.required(1, "number", Types.LongType.get()), NestedField.optional(2, name, TEXT)));
    }

    private static DataFile write(Table table, long... numbers) {
        String location = table.location() + "/data/" + UUID.randomUUID() + ".parquet";
        try {
            DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(location))
                    .schema(SCHEMA)
                    .withSpec(table.spec())
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                for (long number : numbers) {
                    writer.write(GenericRecord.create(SCHEMA).copy("number", number));
                }
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
