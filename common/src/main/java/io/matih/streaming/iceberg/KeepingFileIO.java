package io.matih.streaming.iceberg;

import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Reads and writes files but deletes none; what a failed commit leaves behind is for orphan file removal. */
final class KeepingFileIO implements FileIO {

    private static final long serialVersionUID = 1L;

    private final FileIO files;

    KeepingFileIO(FileIO files) {
        this.files = files;
    }

    @Override
    public InputFile newInputFile(String path) {
        return files.newInputFile(path);
    }

    @Override
    public InputFile newInputFile(String path, long length) {
        return files.newInputFile(path, length);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return files.newOutputFile(path);
    }

    @Override
    public void deleteFile(String path) {
        // That is the point of this class.
    }

    @Override
    public Map<String, String> properties() {
        return files.properties();
    }
}
