package io.matih.streaming.iceberg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Files on the heap that vanish with their table; those of Iceberg's own in-memory access stay as long as the JVM. */
final class MemoryFiles implements FileIO {

    private static final long serialVersionUID = 1L;

    private final Map<String, InMemoryOutputFile> files = new ConcurrentHashMap<>();

    @Override
    public InputFile newInputFile(String path) {
        InMemoryOutputFile file = files.get(path);
        if (file == null) {
            throw new NotFoundException("No such file: %s", path);
        }
        return new InMemoryInputFile(path, file.toByteArray());
    }

    @Override
    public OutputFile newOutputFile(String path) {
        InMemoryOutputFile file = new InMemoryOutputFile(path);
        files.put(path, file);
        return file;
    }

    @Override
    public void deleteFile(String path) {
        files.remove(path);
    }
}
