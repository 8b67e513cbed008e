package io.matih.streaming.cli;

import java.nio.file.Path;

/** The folder {@code .matih} beside the launcher script, where commands find each other. */
final class MatihHome {

    private MatihHome() {}

    static Path directory() {
        return root().resolve(".matih");
    }

    /** The folder of the launcher script. */
    static Path root() {
        return Path.of(System.getProperty("matih.home", System.getProperty("user.dir", ".")));
    }
}
