package io.matih.streaming.endtoend.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is written from another one. {@code -Dmatih.docs=write} writes it anew. */
final class WrittenFile {

    private WrittenFile() {}

    static void assertThatIs(Path file, String expected) throws IOException {
        if ("write".equals(System.getProperty("matih.docs"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("write it anew with -Dmatih.docs=write").hasContent(expected);
    }
}
