package io.matih.streaming.iceberg;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.catalog.Catalog;

/** Closes a catalog client, where its kind can be closed. */
record CloseableCatalog(Catalog catalog) implements AutoCloseable {

    @Override
    public void close() {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot close catalog " + catalog.name(), failure);
            }
        }
    }
}
