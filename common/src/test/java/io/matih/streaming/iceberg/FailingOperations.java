package io.matih.streaming.iceberg;

import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** Operations whose every commit does something else and then fails. */
record FailingOperations(TableOperations table, Supplier<RuntimeException> commit) implements TableOperations {

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
        throw commit.get();
    }

    @Override
    public FileIO io() {
        return table.io();
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
