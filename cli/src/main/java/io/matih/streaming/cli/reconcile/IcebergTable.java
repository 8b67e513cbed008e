package io.matih.streaming.cli.reconcile;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.iceberg.IcebergSettings;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;

/** A job's table, with the catalog client that belongs to it. */
public final class IcebergTable implements AutoCloseable {

    private final Catalog catalog;
    private final TableIdentifier identifier;
    private final Table table;

    private IcebergTable(Catalog catalog, TableIdentifier identifier, Table table) {
        this.catalog = catalog;
        this.identifier = identifier;
        this.table = table;
    }

    /**
     * The table of a job as it is now.
     *
     * @throws Refusal when the catalog does not answer or has no such table
     */
    public static IcebergTable open(IcebergSettings settings, String name) {
        TableIdentifier identifier =
                TableIdentifier.of(Namespace.of(settings.namespace().split("\\.")), name);
        try {
            Catalog catalog = settings.catalog().loadCatalog();
            return new IcebergTable(catalog, identifier, catalog.loadTable(identifier));
        } catch (NoSuchTableException missing) {
            throw new Refusal("there is no table " + identifier + "; has the job run?", missing);
        } catch (RESTException unusable) {
            throw new Refusal(settings.catalog() + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** The table in the state of the last look. */
    Table current() {
        return table;
    }

    /** The table as it is now; one that was given before stays as it was. */
    public Table refreshed() {
        return catalog.loadTable(identifier);
    }

    @Override
    public void close() {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot close the catalog's client", failure);
            }
        }
    }
}
