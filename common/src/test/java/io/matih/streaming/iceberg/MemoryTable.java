package io.matih.streaming.iceberg;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.UpdateRequirements;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory, cheap enough for thousands, in a catalog that checks and applies commits as a REST catalog does, or as
 * a script says. A data file is only the name of a list of rows; manifests and snapshots are Iceberg's own.
 */
public final class MemoryTable<R> implements CatalogLoader {

    private static final long serialVersionUID = 1L;
    private static final TableIdentifier IDENTIFIER = TableIdentifier.of("matih_analytics", "simulated");
    private static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "row", Types.LongType.get()));
    private static final String LOCATION = "memory:/simulated";
    private static final Map<String, String> QUICK_RETRIES =
            Map.of("commit.retry.min-wait-ms", "1", "commit.retry.max-wait-ms", "1");
    private static final List<Fault> FAULTS =
            Stream.of(Fault.values()).filter(fault -> fault != Fault.SWALLOWED).toList();

    private final MemoryFiles files = new MemoryFiles();
    private final Map<String, List<R>> rowsByFile = new HashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Request> late = new ArrayList<>();
    private @Nullable Runnable beforeNextCommit;
    private TableMetadata metadata;
    private int version;

    /** What a client asks of the catalog: these changes, if the table is still as required. */
    private record Request(List<UpdateRequirement> requirements, List<MetadataUpdate> changes) {}

    /** An empty table. */
    public MemoryTable() {
        TableMetadata created = TableMetadata.newTableMetadata(
                SCHEMA, PartitionSpec.unpartitioned(), SortOrder.unsorted(), LOCATION, QUICK_RETRIES);
        metadata = stored(TableMetadata.buildFrom(created));
    }

    private TableMetadata stored(TableMetadata.Builder changed) {
        version++;
        return changed.discardChanges()
                .withMetadataLocation(LOCATION + "/metadata/" + version + ".json")
                .build();
    }

    /** The table as a task of the production sink loads it, behind the fence. */
    public TableLoader loader() {
        return new FencedTableLoader(this, IDENTIFIER, Duration.ofDays(1), Clock.systemUTC());
    }

    /** A data file with these rows that no snapshot refers to yet. */
    public DataFile write(List<R> rows) {
        String path = LOCATION + "/data/" + rowsByFile.size() + ".parquet";
        rowsByFile.put(path, List.copyOf(rows));
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(path)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(100L * rows.size())
                .withRecordCount(rows.size())
                .build();
    }

    /** The next commit ends in a way that is drawn, which may be a good one. */
    public void scriptNextCommit(Random random) {
        faults.add(FAULTS.get(random.nextInt(FAULTS.size())));
    }

    /** Does something when the next commit has been sent and has not yet reached the catalog. */
    public void beforeNextCommit(Runnable action) {
        beforeNextCommit = action;
    }

    /** The requests that had been delayed reach the catalog now. */
    public void landLate() {
        List<Request> landing = List.copyOf(late);
        late.clear();
        for (Request request : landing) {
            try {
                apply(request);
            } catch (CommitFailedException tooLate) {
                // The table has moved on, and nobody waits for the answer.
            }
        }
    }

    /** The rows of the current snapshot, one for each time that it refers to one. */
    public List<R> rows() throws IOException {
        List<R> rows = new ArrayList<>();
        Snapshot head = metadata.currentSnapshot();
        if (head != null) {
            for (ManifestFile manifest : head.dataManifests(files)) {
                try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, files, metadata.specsById())) {
                    reader.forEach(file -> rows.addAll(Objects.requireNonNull(rowsByFile.get(file.location()))));
                }
            }
        }
        return rows;
    }

    /** The checkpoint of each snapshot, with the job that made it. */
    public List<String> checkpoints() {
        List<String> checkpoints = new ArrayList<>();
        for (Snapshot snapshot : metadata.snapshots()) {
            FlinkCommit commit = Objects.requireNonNull(FlinkCommit.of(snapshot));
            checkpoints.add(commit.checkpointId() + " of job " + commit.jobId());
        }
        return checkpoints;
    }

    private void send(Request request) {
        Runnable before = beforeNextCommit;
        beforeNextCommit = null;
        if (before != null) {
            before.run();
        }
        Fault fault = faults.isEmpty() ? Fault.NONE : faults.remove();
        switch (fault.effect) {
            case APPLIED -> apply(request);
            case LATE -> late.add(request);
            case DROPPED -> {}
        }
        fault.answer();
    }

    private void apply(Request request) {
        request.requirements.forEach(requirement -> requirement.validate(metadata));
        TableMetadata.Builder changed = TableMetadata.buildFrom(metadata);
        request.changes.forEach(change -> change.applyTo(changed));
        metadata = stored(changed);
    }

    @Override
    public Catalog loadCatalog() {
        return new MemoryCatalog();
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public CatalogLoader clone() {
        return this;
    }

    private final class MemoryCatalog implements Catalog {

        @Override
        public Table loadTable(TableIdentifier identifier) {
            return new BaseTable(new MemoryOperations(), identifier.toString());
        }

        @Override
        public List<TableIdentifier> listTables(Namespace namespace) {
            return List.of(IDENTIFIER);
        }

        @Override
        public boolean dropTable(TableIdentifier identifier, boolean purge) {
            throw new UnsupportedOperationException("the table stays");
        }

        @Override
        public void renameTable(TableIdentifier from, TableIdentifier to) {
            throw new UnsupportedOperationException("the table keeps its name");
        }
    }

    /** What one client knows of the table. */
    private final class MemoryOperations implements TableOperations {

        private TableMetadata known = metadata;

        @Override
        public TableMetadata current() {
            return known;
        }

        @Override
        public TableMetadata refresh() {
            known = metadata;
            return known;
        }

        @Override
        public void commit(TableMetadata base, TableMetadata updated) {
            send(new Request(UpdateRequirements.forUpdateTable(base, updated.changes()), updated.changes()));
            known = metadata;
        }

        @Override
        public FileIO io() {
            return files;
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return LOCATION + "/metadata/" + fileName;
        }

        @Override
        public LocationProvider locationProvider() {
            return LocationProviders.locationsFor(LOCATION, QUICK_RETRIES);
        }
    }
}
