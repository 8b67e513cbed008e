package io.matih.streaming.cli.query;

import io.matih.streaming.cli.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;
import org.jspecify.annotations.Nullable;

/** The tables of an Iceberg REST catalog, found by their name with or without the namespace. */
public final class LakeTables implements AutoCloseable {

    private final Catalog catalog;

    private LakeTables(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Connects to the catalog at this address.
     *
     * @throws Refusal when nobody answers there
     */
    public static LakeTables at(String uri) {
        Map<String, String> properties = Map.of(
                "type", "rest", "uri", uri, "rest.auth.type", "none", "rest.client.connection-timeout-ms", "5000");
        try {
            return new LakeTables(CatalogUtil.buildIcebergCatalog("matih", properties, new Configuration(false)));
        } catch (RESTException unreachable) {
            throw new Refusal("no catalog answers at " + uri + "; start one with: ./matih demo", unreachable);
        }
    }

    /** All tables, sorted by namespace and name. */
    public List<Table> all() {
        return identifiers().stream().map(catalog::loadTable).collect(Collectors.toList());
    }

    /**
     * The table of this name, {@code metrics} or {@code analytics.metrics}.
     *
     * @throws Refusal when there is none or more than one
     */
    public Table named(String name) {
        List<TableIdentifier> known = identifiers();
        List<TableIdentifier> matching = known.stream()
                .filter(table -> table.toString().equals(name) || table.name().equals(name))
                .toList();
        if (matching.isEmpty()) {
            throw new Refusal("no table " + name + "; there is: " + joined(known));
        }
        if (matching.size() > 1) {
            throw new Refusal("more than one table " + name + ": " + joined(matching));
        }
        return catalog.loadTable(matching.get(0));
    }

    /** The table of this namespace and name; null while it does not exist. */
    public @Nullable Table find(String namespace, String name) {
        try {
            return catalog.loadTable(TableIdentifier.of(namespace, name));
        } catch (NoSuchTableException notYet) {
            return null;
        }
    }

    private static String joined(List<TableIdentifier> tables) {
        return tables.isEmpty()
                ? "no table yet"
                : tables.stream().map(TableIdentifier::toString).collect(Collectors.joining(", "));
    }

    private List<TableIdentifier> identifiers() {
        List<TableIdentifier> identifiers = new ArrayList<>();
        for (Namespace namespace : ((SupportsNamespaces) catalog).listNamespaces()) {
            identifiers.addAll(catalog.listTables(namespace));
        }
        identifiers.sort(Comparator.comparing(TableIdentifier::toString));
        return identifiers;
    }

    @Override
    public void close() throws IOException {
        if (catalog instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
