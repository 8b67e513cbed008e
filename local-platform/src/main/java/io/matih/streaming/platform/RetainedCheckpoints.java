package io.matih.streaming.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints that earlier runs of one job left in its folder, as {@code <job id>/chk-<number>/_metadata}. */
final class RetainedCheckpoints {

    private static final int DEPTH = 3;

    private final Path directory;

    RetainedCheckpoints(Path directory) {
        this.directory = directory;
    }

    /** The one that completed last; a checkpoint without its metadata file did not. */
    Optional<Path> newest() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files =
                Files.find(directory, DEPTH, (path, attributes) -> path.endsWith("_metadata") && isCheckpoint(path))) {
            return files.max(Comparator.comparing(RetainedCheckpoints::writtenAt))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for checkpoints in " + directory, e);
        }
    }

    private static boolean isCheckpoint(Path metadata) {
        return metadata.getParent().getFileName().toString().startsWith("chk-");
    }

    private static FileTime writtenAt(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + metadata, e);
        }
    }
}
