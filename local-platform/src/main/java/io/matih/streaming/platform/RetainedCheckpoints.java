package io.matih.streaming.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints that earlier runs of one job left in its folder, as {@code <job id>/chk-<number>}. */
final class RetainedCheckpoints {

    private static final int DEPTH = 2;
    private static final String METADATA = "_metadata";

    private final Path directory;

    RetainedCheckpoints(Path directory) {
        this.directory = directory;
    }

    /** The one that completed last; a checkpoint without its metadata file did not. */
    Optional<Path> newest() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.find(directory, DEPTH, (path, attributes) -> isCompleted(path))) {
            return folders.max(Comparator.comparing(RetainedCheckpoints::completedAt));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for checkpoints in " + directory, e);
        }
    }

    private static boolean isCompleted(Path folder) {
        return folder.getFileName().toString().startsWith("chk-") && Files.exists(folder.resolve(METADATA));
    }

    private static FileTime completedAt(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve(METADATA));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + checkpoint, e);
        }
    }
}
