package io.matih.streaming.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Files of a folder, without Hadoop; keeps the catalog's properties, as the ones for object stores do. Public, because catalogs make it by its name. */
public final class LocalFileIO implements FileIO {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> properties = new HashMap<>();

    public LocalFileIO() {}

    @Override
    public void initialize(Map<String, String> catalogProperties) {
        properties.putAll(catalogProperties);
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public InputFile newInputFile(String path) {
        return Files.localInput(file(path).toFile());
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return Files.localOutput(file(path).toFile());
    }

    @Override
    public void deleteFile(String path) {
        try {
            java.nio.file.Files.delete(file(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path file(String path) {
        return path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path);
    }
}
