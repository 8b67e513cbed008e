package io.matih.streaming.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret where the job, and what asks in its name within the test's own process, can read it. */
final class SecretFile {

    private SecretFile() {}

    /** Writes it, and gives the reference that an option takes. */
    static String in(Path directory, String name, String secret) {
        try {
            return "file:" + Files.writeString(directory.resolve(name), secret).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name, e);
        }
    }
}
