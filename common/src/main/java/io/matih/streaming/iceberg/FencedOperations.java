package io.matih.streaming.iceberg;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/**
 * A table's operations with a fence around the commit: a checkpoint enters the table once, whatever the catalog answers.
 *
 * <p><b>Before the request</b> it is refused when a commit of the same job and operator has landed since the committer
 * decided what to commit, when the checkpoint is already there, or when another Flink job has committed since the committer
 * loaded the table: then the job was started twice. The catalog accepts a commit only on top of the state it
 * was made for, so a request that lands in between makes it fail and be judged again.
 *
 * <p><b>After a failed request</b>, of whatever kind, the table is loaded again. With the snapshot there the commit has
 * succeeded. Without it, and with the table moved on, the request can never land and the failure stands (a conflict is
 * tried again by Iceberg). Otherwise the outcome is unknown, the task fails, and the restarted one looks again.
 *
 * <p>Files are never deleted here, because no answer of a catalog proves that a late request cannot still need them.
 */
final class FencedOperations implements TableOperations {

    private final TableOperations catalog;
    private final FileIO io;
    private final TableMetadata decidedOn;
    private final Committer committer;

    /**
     * Operations for a committer that loads the table now, and decides now what to commit.
     *
     * @param catalog the catalog's own operations
     */
    FencedOperations(TableOperations catalog, FileIO io) {
        this(catalog, io, catalog.current(), new Committer(new CommitHistory(catalog.current())));
    }

    private FencedOperations(TableOperations catalog, FileIO io, TableMetadata decidedOn, Committer committer) {
        this.catalog = catalog;
        this.io = io;
        this.decidedOn = decidedOn;
        this.committer = committer;
    }

    /** The same operations for a decision that is made now. */
    FencedOperations decidingNow() {
        return new FencedOperations(catalog, io, catalog.current(), committer);
    }

    @Override
    public void commit(TableMetadata base, TableMetadata updated) {
        Snapshot added = addedSnapshot(updated);
        if (added == null) {
            catalog.commit(base, updated);
            return;
        }
        refuseSecondCommit(base, FlinkCommit.of(added));
        try {
            catalog.commit(base, updated);
        } catch (RuntimeException failure) {
            settle(base, added, failure);
        }
    }

    private static @Nullable Snapshot addedSnapshot(TableMetadata updated) {
        for (MetadataUpdate change : updated.changes()) {
            if (change instanceof MetadataUpdate.AddSnapshot addition) {
                return addition.snapshot();
            }
        }
        return null;
    }

    private void refuseSecondCommit(TableMetadata base, @Nullable FlinkCommit wanted) {
        if (wanted == null) {
            return;
        }
        CommitHistory history = new CommitHistory(base);
        committer.refuseBesideAnotherJob(history, wanted);
        FlinkCommit landed = history.newestLike(wanted);
        if (landed == null) {
            return;
        }
        FlinkCommit known = new CommitHistory(decidedOn).newestLike(wanted);
        boolean landedSinceDecision = known == null || known.snapshotId() != landed.snapshotId();
        if (landedSinceDecision || landed.checkpointId() >= wanted.checkpointId()) {
            throw DoubleCommitException.ofLandedCheckpoint(wanted, landed);
        }
    }

    private void settle(TableMetadata base, Snapshot added, RuntimeException failure) {
        TableMetadata now;
        try {
            now = catalog.refresh();
        } catch (RuntimeException unreachable) {
            failure.addSuppressed(unreachable);
            throw unknown(failure);
        }
        if (now.snapshot(added.snapshotId()) != null) {
            return;
        }
        boolean movedOn = !Objects.equals(head(now), head(base));
        if (movedOn || failure instanceof CommitFailedException) {
            throw failure;
        }
        throw unknown(failure);
    }

    private static @Nullable Long head(TableMetadata metadata) {
        Snapshot head = metadata.currentSnapshot();
        return head == null ? null : head.snapshotId();
    }

    private static CommitStateUnknownException unknown(RuntimeException failure) {
        return failure instanceof CommitStateUnknownException already
                ? already
                : new CommitStateUnknownException(failure);
    }

    @Override
    public TableMetadata current() {
        return catalog.current();
    }

    @Override
    public TableMetadata refresh() {
        return catalog.refresh();
    }

    @Override
    public FileIO io() {
        return new KeepingFileIO(io);
    }

    @Override
    public EncryptionManager encryption() {
        return catalog.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return catalog.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return catalog.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommittedMetadata) {
        return catalog.temp(uncommittedMetadata);
    }

    @Override
    public long newSnapshotId() {
        return catalog.newSnapshotId();
    }

    @Override
    public boolean requireStrictCleanup() {
        return true;
    }

    /** What a committer found when it loaded the table, and for whom it commits: its job, and the one it was restored from. */
    private static final class Committer {

        private final Set<String> jobs = new HashSet<>();
        private final @Nullable FlinkCommit newestFound;

        Committer(CommitHistory found) {
            newestFound = found.newest();
        }

        void refuseBesideAnotherJob(CommitHistory history, FlinkCommit wanted) {
            jobs.add(wanted.jobId());
            for (FlinkCommit landed : history.newestFirst()) {
                if (landed.equals(newestFound)) {
                    return;
                }
                if (!jobs.contains(landed.jobId())) {
                    throw DoubleCommitException.besideAnotherJob(wanted, landed);
                }
            }
        }
    }
}
