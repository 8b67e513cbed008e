package io.matih.streaming.cli;

import java.nio.file.Path;

/** The launcher script's folder, and in it {@code .matih}, where commands find each other. */
final class MatihHome {

    private MatihHome() {}

    static Path directory() {
        return root().resolve(".matih");
    }

    /** The folder of the launcher script, which is that of the sources. */
    static Path root() {
        return Path.of(System.getProperty("matih.home", System.getProperty("user.dir", ".")));
    }
}
