package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.FlinkInstallation;
import io.matih.streaming.endtoend.S3Endpoint;
import io.matih.streaming.servers.Ports;
import io.matih.streaming.servers.proxy.HttpProxy;
import io.matih.streaming.servers.proxy.RequestMatch;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the table's files, checkpoints and all that a JobManager has to find again are: an object store in a process of
 * its own. Requests of Flink and of the job can be disturbed; those of the catalog and of the tests' readers go there
 * directly.
 */
final class ObjectStore implements AutoCloseable {

    private static final String BUCKET = "matih";

    private final Path directory;
    private final URI endpoint;
    private final HttpProxy requests;
    private final ServerProcess server;

    private ObjectStore(Path directory) {
        this.directory = directory;
        int port = Ports.free();
        endpoint = S3Endpoint.uri(port);
        requests = HttpProxy.to(endpoint);
        server = ServerProcess.startObjectStore(directory, port, BUCKET);
    }

    /** Starts it with its data in the directory, and returns when it serves. */
    static ObjectStore start(Path directory) {
        return new ObjectStore(directory);
    }

    /** Uploads of checkpoints' files. Marks of folders, which are empty, are none: without them no task would begin. */
    static RequestMatch checkpointUploads() {
        return RequestMatch.of("PUT", "/" + BUCKET + "/flink/checkpoints/.*[^/]");
    }

    /** Where it is for those who must not be disturbed. */
    URI endpoint() {
        return endpoint;
    }

    /** The way of all others. */
    HttpProxy requests() {
        return requests;
    }

    ServerProcess server() {
        return server;
    }

    /** The folder of the tables. */
    URI warehouse() {
        return URI.create("s3://" + BUCKET + "/warehouse");
    }

    /** The folder of checkpoints and the like. */
    URI flinkFiles() {
        return URI.create("s3://" + BUCKET + "/flink");
    }

    /** How Flink gets there; a request that hangs is given up after some seconds. */
    Map<String, String> flinkOptions() {
        return Map.of(
                "s3.endpoint", requests.uri().toString(),
                "s3.path.style.access", "true",
                "s3.connection.establish.timeout", "2000",
                "s3.connection.timeout", "5000",
                "s3.attempts.maximum", "3",
                "s3.retry.limit", "2",
                // Or a state as small as a test's would be a part of the checkpoint's one file, and no task upload any.
                "execution.checkpointing.data-inline-threshold", "1 kb");
    }

    /** How the job gets there. */
    Map<String, String> jobOptions() {
        return Map.of(
                "iceberg.storage-credentials",
                "static",
                "iceberg.s3.access-key-id",
                secret("AWS_ACCESS_KEY_ID"),
                "iceberg.s3.secret-access-key",
                secret("AWS_SECRET_ACCESS_KEY"),
                "iceberg.s3.endpoint",
                requests.uri().toString(),
                "iceberg.s3.region",
                "us-east-1",
                "iceberg.s3.path-style-access",
                "true");
    }

    private String secret(String name) {
        return SecretFile.in(directory, name, S3Endpoint.CLIENT_VARIABLES.getOrDefault(name, ""));
    }

    /** The keys, and where Flink finds the plugin that knows the store. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(S3Endpoint.CLIENT_VARIABLES);
        variables.put("FLINK_PLUGINS_DIR", FlinkInstallation.plugins().toString());
        return variables;
    }

    @Override
    public void close() {
        requests.close();
        server.close();
    }
}
