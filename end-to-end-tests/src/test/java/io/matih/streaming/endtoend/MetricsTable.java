package io.matih.streaming.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;

/** A table as an outside reader sees it: the rows of the newest commit. */
public final class MetricsTable {

    private final URI catalog;
    private final TableIdentifier name;

    MetricsTable(URI catalog, String name) {
        this(catalog, "matih_analytics", name);
    }

    MetricsTable(URI catalog, String namespace, String name) {
        this.catalog = catalog;
        this.name = TableIdentifier.of(namespace, name);
    }

    /**
     * Every row as text by column name: times in ISO-8601, numbers as Java prints them, and of the binary columns only
     * whether they hold something.
     */
    public List<Map<String, String>> rows() {
        return ask(MetricsTable::rows);
    }

    /** What a question about the table, as it is now, or a change of it gives. */
    <T> T ask(Function<Table, T> question) {
        try (RESTCatalog client = new RESTCatalog()) {
            client.setConf(new Configuration());
            client.initialize("test", Map.of("uri", catalog.toString()));
            return question.apply(client.loadTable(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, String>> rows(Table table) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
            for (Record record : records) {
                rows.add(row(record));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** One row as text. */
    public static Map<String, String> row(Record record) {
        Map<String, String> row = new TreeMap<>();
        for (Types.NestedField column : record.struct().fields()) {
            row.put(column.name(), text(record.getField(column.name()), column));
        }
        return row;
    }

    private static String text(Object value, Types.NestedField column) {
        if (value != null && column.type().typeId() == org.apache.iceberg.types.Type.TypeID.BINARY) {
            return "bytes";
        }
        return value instanceof OffsetDateTime time ? time.toInstant().toString() : String.valueOf(value);
    }
}
