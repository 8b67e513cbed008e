package io.matih.streaming.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * S3Proxy in a process of its own: an S3 endpoint on 127.0.0.1 over a folder. It can be killed at any moment and started
 * again on the folder and the port.
 */
public final class S3Endpoint {

    /** The keys that it accepts, as the environment of a client. */
    public static final Map<String, String> CLIENT_VARIABLES =
            Map.of("AWS_ACCESS_KEY_ID", "matih", "AWS_SECRET_ACCESS_KEY", "storage", "AWS_REGION", "us-east-1");

    private static final String LOGGING =
            """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level [%thread] %logger{0} %msg%n</pattern></encoder>
              </appender>
              <root level="warn"><appender-ref ref="console"/></root>
            </configuration>
            """;
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

    private S3Endpoint() {}

    /**
     * The command that starts it.
     *
     * @param folder its files, one folder a bucket; created when absent
     * @param buckets created when absent
     */
    public static List<String> command(Path folder, int port, String... buckets) {
        try {
            for (String bucket : buckets) {
                Files.createDirectories(folder.resolve("buckets").resolve(bucket));
            }
            Path settings = folder.resolve("s3proxy.conf");
            Files.writeString(settings, settings(folder, port));
            Path logging = folder.resolve("logback.xml");
            Files.writeString(logging, LOGGING);
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx512m",
                    "-Dlogback.configurationFile=" + logging,
                    "-cp",
                    Path.of(FlinkInstallation.property("s3proxy.lib"))
                            .resolve("*")
                            .toString(),
                    "org.gaul.s3proxy.Main",
                    "--properties",
                    settings.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + folder, e);
        }
    }

    /** Where it listens. */
    public static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns when it takes connections. */
    public static void awaitStart(int port) {
        Awaitility.await().atMost(STARTED_WITHIN).until(() -> listens(port));
    }

    /** Whether it takes connections. */
    public static boolean listens(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String settings(Path folder, int port) {
        return """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=unused
                jclouds.credential=unused
                jclouds.filesystem.basedir=%s
                """
                .formatted(
                        uri(port),
                        CLIENT_VARIABLES.get("AWS_ACCESS_KEY_ID"),
                        CLIENT_VARIABLES.get("AWS_SECRET_ACCESS_KEY"),
                        folder.resolve("buckets"));
    }
}
