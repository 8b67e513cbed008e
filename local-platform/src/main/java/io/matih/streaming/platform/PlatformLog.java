package io.matih.streaming.platform;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the servers and jobs of this process log to: a file, nothing on the console. */
public final class PlatformLog {

    /** Read by the logging configuration. */
    private static final String FILE_PROPERTY = "matih.platform.log";

    private PlatformLog() {}

    /** Writes the log of the whole process to {@code log/platform.log} below the data directory, and returns that file. */
    public static Path writeBelow(Path dataDirectory) {
        Path file = dataDirectory.toAbsolutePath().resolve("log").resolve("platform.log");
        System.setProperty(FILE_PROPERTY, file.toString());
        URL configuration = Objects.requireNonNull(PlatformLog.class.getResource("platform-log4j2.xml"));
        try {
            Configurator.reconfigure(configuration.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot read " + configuration, e);
        }
        return file;
    }
}
