package io.matih.streaming.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folders of a job's image: Flink in {@code lib}, the job alone in {@code usrlib}. */
final class ImageLayout {

    /** With it Flink finds {@code usrlib} beside its own libraries, as in its image. */
    static final String LIBRARY_VARIABLE = "FLINK_LIB_DIR";

    private final Path home;

    private ImageLayout(Path home) {
        this.home = home;
    }

    /** Puts a packaged job where the Dockerfile puts it. */
    static ImageLayout in(Path home, PackagedJob job) throws IOException {
        Files.createDirectories(home.resolve("usrlib"));
        Files.createSymbolicLink(home.resolve("lib"), FlinkInstallation.library());
        Files.createSymbolicLink(home.resolve("usrlib/job.jar"), job.jar());
        return new ImageLayout(home);
    }

    /** What the processes need to know of it. */
    Map<String, String> variables() {
        return Map.of(LIBRARY_VARIABLE, home.resolve("lib").toString());
    }
}
