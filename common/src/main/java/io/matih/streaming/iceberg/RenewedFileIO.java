package io.matih.streaming.iceberg;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a table, reached with credentials that are obtained where the files are used. Serialized, it holds only how
 * to reach the catalog; in the task it loads the table for its file access and again after each lifetime, so that
 * credentials which the catalog hands out for a limited time never run out.
 */
final class RenewedFileIO implements FileIO {

    private static final long serialVersionUID = 1L;

    private final FencedTableLoader loader;
    private final Duration lifetime;
    private final Clock clock;

    // A catalog closes file access once its table is unreachable; the one before stays for files that are still open.
    private transient @Nullable Table current;
    private transient @Nullable Table previous;
    private transient long renewAtMillis;

    RenewedFileIO(FencedTableLoader loader, Duration lifetime, Clock clock) {
        this.loader = loader;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    private synchronized FileIO files() {
        Table table = current;
        if (table == null || clock.millis() >= renewAtMillis) {
            previous = table;
            table = loader.loadFromCatalog();
            current = table;
            renewAtMillis = clock.millis() + lifetime.toMillis();
        }
        return table.io();
    }

    /** The table whose file access was in use before the last renewal. */
    synchronized @Nullable Table previous() {
        return previous;
    }

    @Override
    public InputFile newInputFile(String path) {
        return files().newInputFile(path);
    }

    @Override
    public InputFile newInputFile(String path, long length) {
        return files().newInputFile(path, length);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return files().newOutputFile(path);
    }

    @Override
    public void deleteFile(String path) {
        files().deleteFile(path);
    }

    /** Nothing: the real ones hold credentials. */
    @Override
    public Map<String, String> properties() {
        return Map.of();
    }
}
