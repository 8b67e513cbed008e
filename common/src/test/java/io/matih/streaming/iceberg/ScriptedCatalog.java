package io.matih.streaming.iceberg;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** A catalog in a database and a folder whose commits of snapshots go wrong as a script says. */
final class ScriptedCatalog implements CatalogLoader {

    private static final long serialVersionUID = 1L;
    private static final Map<String, ScriptedCatalog> ALL = new ConcurrentHashMap<>();

    private final String id;
    private final String warehouse;
    private final transient Deque<Fault> faults = new ArrayDeque<>();
    private final transient List<Runnable> late = new ArrayList<>();
    private transient Fault afterwards = Fault.NONE;
    private transient boolean landDuringCommit;
    private transient int commits;

    private ScriptedCatalog(String id, String warehouse) {
        this.id = id;
        this.warehouse = warehouse;
    }

    static ScriptedCatalog in(Path warehouse) {
        ScriptedCatalog catalog = new ScriptedCatalog(
                UUID.randomUUID().toString(), warehouse.toUri().toString());
        ALL.put(catalog.id, catalog);
        return catalog;
    }

    /** The next commits of snapshots end so, one after the other. */
    synchronized void script(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Every commit after the scripted ones ends so. */
    synchronized void alwaysThen(Fault fault) {
        afterwards = fault;
    }

    synchronized boolean isPlayed() {
        return faults.isEmpty();
    }

    /** A delayed request reaches the table just before the next one does. */
    synchronized void landLateDuringCommit() {
        landDuringCommit = true;
    }

    /** Waits for the next commit of a snapshot, or for something else to end. */
    void awaitCommitOr(Future<?> end) {
        int before = commits();
        await().pollInterval(Duration.ofMillis(20)).until(() -> commits() > before || end.isDone());
    }

    private synchronized int commits() {
        return commits;
    }

    /** The requests that had been delayed reach the table now, if it has not moved on. Returns how many did. */
    synchronized int landLate() {
        int refused = 0;
        for (Runnable request : late) {
            try {
                request.run();
            } catch (CommitFailedException tooLate) {
                refused++;
            }
        }
        int landed = late.size() - refused;
        late.clear();
        return landed;
    }

    private synchronized void commit(TableOperations table, TableMetadata base, TableMetadata updated) {
        boolean snapshot = updated.changes().stream().anyMatch(MetadataUpdate.AddSnapshot.class::isInstance);
        if (snapshot && landDuringCommit) {
            landLate();
        }
        commits += snapshot ? 1 : 0;
        Fault fault = !snapshot ? Fault.NONE : faults.isEmpty() ? afterwards : faults.remove();
        switch (fault.effect) {
            case APPLIED -> table.commit(base, updated);
            case LATE -> late.add(() -> table.commit(base, updated));
            case DROPPED -> {}
        }
        fault.answer();
    }

    @Override
    public Catalog loadCatalog() {
        JdbcCatalog catalog = new FaultyJdbcCatalog(Objects.requireNonNull(ALL.get(id)));
        catalog.setConf(new Configuration());
        catalog.initialize(
                "scripted",
                Map.of(
                        "uri",
                        "jdbc:h2:mem:" + id + ";DB_CLOSE_DELAY=-1",
                        "warehouse",
                        warehouse,
                        "io-impl",
                        LocalFileIO.class.getName()));
        return catalog;
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public CatalogLoader clone() {
        return new ScriptedCatalog(id, warehouse);
    }

    private static final class FaultyJdbcCatalog extends JdbcCatalog {

        private final ScriptedCatalog script;

        FaultyJdbcCatalog(ScriptedCatalog script) {
            this.script = script;
        }

        /** Stays open: requests that are still under way do not end with the client. */
        @Override
        public void close() {}

        @Override
        protected TableOperations newTableOps(TableIdentifier identifier) {
            return new FaultyOperations(script, super.newTableOps(identifier));
        }
    }

    private record FaultyOperations(ScriptedCatalog script, TableOperations table) implements TableOperations {

        @Override
        public TableMetadata current() {
            return table.current();
        }

        @Override
        public TableMetadata refresh() {
            return table.refresh();
        }

        @Override
        public void commit(TableMetadata base, TableMetadata updated) {
            script.commit(table, base, updated);
        }

        @Override
        public FileIO io() {
            return table.io();
        }

        @Override
        public EncryptionManager encryption() {
            return table.encryption();
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return table.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return table.locationProvider();
        }
    }
}
