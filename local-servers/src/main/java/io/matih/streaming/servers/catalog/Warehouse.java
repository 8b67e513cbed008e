package io.matih.streaming.servers.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the tables' files are.
 *
 * @param location folder that holds the folders of the tables
 * @param fileIo Iceberg's class that reads and writes there
 * @param properties Iceberg's properties of that class, none of them secret: clients are told them
 */
record Warehouse(URI location, String fileIo, Map<String, String> properties) {

    /** A folder of this machine, which is created when absent. */
    static Warehouse inFolder(Path folder) {
        try {
            String path = Files.createDirectories(folder).toUri().getRawPath();
            return new Warehouse(URI.create("file://" + path), "org.apache.iceberg.hadoop.HadoopFileIO", Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the warehouse " + folder, e);
        }
    }

    /** A folder of an object store, which is asked with path-style addresses and the keys of the environment. */
    static Warehouse inObjectStore(URI location, URI endpoint, String region) {
        Map<String, String> properties =
                Map.of("s3.endpoint", endpoint.toString(), "s3.path-style-access", "true", "client.region", region);
        return new Warehouse(location, "org.apache.iceberg.aws.s3.S3FileIO", properties);
    }

    /** What a catalog has to know. */
    Map<String, String> catalogProperties() {
        Map<String, String> all = new HashMap<>(properties);
        all.put("warehouse", location.toString());
        all.put("io-impl", fileIo);
        return all;
    }
}
