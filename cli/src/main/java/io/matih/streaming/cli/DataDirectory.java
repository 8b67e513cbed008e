package io.matih.streaming.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a demo keeps its data: a place that stays, or a temporary one that is deleted when it is closed. */
record DataDirectory(Path path, Keeping keeping) implements AutoCloseable {

    /** What becomes of it at the end. */
    enum Keeping {
        STAYS,
        IS_DELETED
    }

    static DataDirectory at(@Nullable Path chosen) throws IOException {
        return chosen == null
                ? new DataDirectory(Files.createTempDirectory("matih-demo-"), Keeping.IS_DELETED)
                : new DataDirectory(chosen.toAbsolutePath().normalize(), Keeping.STAYS);
    }

    @Override
    public void close() throws IOException {
        if (keeping == Keeping.STAYS) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException changing) {
            throw changing.getCause();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
