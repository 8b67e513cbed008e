package io.matih.streaming.iceberg;

import java.lang.ref.Cleaner;
import java.time.Clock;
import java.time.Duration;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads a table inside a task, behind the fence. Every task has its own catalog client, so a restarted task starts with a
 * new session; a client is closed with the loader, or once nothing uses the loader any more.
 */
final class FencedTableLoader implements TableLoader {

    private static final long serialVersionUID = 1L;
    private static final Cleaner CLEANER = Cleaner.create();

    private final CatalogLoader catalogLoader;
    private final String identifier;
    private final Duration credentialsLifetime;
    private final Clock clock;

    private transient @Nullable Catalog catalog;
    private transient Cleaner.@Nullable Cleanable closing;

    /**
     * @param credentialsLifetime how long file access may use the credentials of one load
     * @param clock a serializable clock
     */
    FencedTableLoader(
            CatalogLoader catalogLoader, TableIdentifier identifier, Duration credentialsLifetime, Clock clock) {
        this(catalogLoader, identifier.toString(), credentialsLifetime, clock);
    }

    private FencedTableLoader(
            CatalogLoader catalogLoader, String identifier, Duration credentialsLifetime, Clock clock) {
        this.catalogLoader = catalogLoader;
        this.identifier = identifier;
        this.credentialsLifetime = credentialsLifetime;
        this.clock = clock;
    }

    @Override
    public synchronized void open() {
        if (catalog == null) {
            Catalog opened = catalogLoader.loadCatalog();
            catalog = opened;
            // Some of the sink's operators never close their loader.
            closing = CLEANER.register(this, new CloseableCatalog(opened)::close);
        }
    }

    @Override
    public synchronized boolean isOpen() {
        return catalog != null;
    }

    @Override
    public FencedTable loadTable() {
        Table table = loadFromCatalog();
        TableOperations operations = ((HasTableOperations) table).operations();
        RenewedFileIO files = new RenewedFileIO(this, credentialsLifetime, clock);
        return new FencedTable(new FencedOperations(operations, files), files, table.name());
    }

    /** The table as the catalog gives it: without the fence and with its own file access. */
    Table loadFromCatalog() {
        return opened().loadTable(TableIdentifier.parse(identifier));
    }

    /** Only this is synchronized: closing must not wait for a request that is under way. */
    private synchronized Catalog opened() {
        open();
        if (catalog == null) {
            throw new IllegalStateException("the catalog of " + identifier + " is not open");
        }
        return catalog;
    }

    @Override
    public synchronized void close() {
        catalog = null;
        if (closing != null) {
            closing.clean();
            closing = null;
        }
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public FencedTableLoader clone() {
        return new FencedTableLoader(catalogLoader.clone(), identifier, credentialsLifetime, clock);
    }

    @Override
    public String toString() {
        return identifier;
    }
}
