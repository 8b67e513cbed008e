package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.S3Endpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.rest.RESTCatalog;

/**
 * How one gets into the catalog: with a token that is valid for seconds, and no longer than the catalog's process lives.
 */
final class CatalogAccess {

    private static final String CLIENT = "fault-series";
    private static final String SECRET = "catalog-secret";
    private static final int TOKEN_LIFETIME_SECONDS = 20;

    private CatalogAccess() {}

    /** Starts a catalog that has its tables' files in the store, and asks for them undisturbed. */
    static ServerProcess startServer(Path directory, int port, ObjectStore store) {
        Map<String, String> variables = new HashMap<>(store.variables());
        variables.put("CLIENT_SECRET", SECRET);
        List<String> arguments = List.of(
                "--port=" + port,
                "--warehouse=" + store.warehouse(),
                "--s3-endpoint=" + store.endpoint(),
                "--client-id=" + CLIENT,
                "--token-lifetime=" + TOKEN_LIFETIME_SECONDS,
                "--revoke-tokens");
        return ServerProcess.start("catalog", directory, arguments, variables);
    }

    /** A client of the tests' own; the catalog tells it where the files are. */
    static RESTCatalog client(URI address) {
        Map<String, String> properties = new HashMap<>();
        properties.put("uri", address.toString());
        properties.put("rest.auth.type", "oauth2");
        properties.put("credential", CLIENT + ":" + SECRET);
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("s3.access-key-id", S3Endpoint.CLIENT_VARIABLES.get("AWS_ACCESS_KEY_ID"));
        properties.put("s3.secret-access-key", S3Endpoint.CLIENT_VARIABLES.get("AWS_SECRET_ACCESS_KEY"));
        RESTCatalog client = new RESTCatalog();
        client.setConf(new Configuration());
        client.initialize(CLIENT, properties);
        return client;
    }

    /**
     * How the job gets in.
     *
     * @param directory for the file with the secret
     */
    static Map<String, String> jobOptions(URI address, Path directory) {
        return Map.of(
                "iceberg.catalog.uri",
                address.toString(),
                "iceberg.auth",
                "oauth2",
                "iceberg.oauth2.client-id",
                CLIENT,
                "iceberg.oauth2.client-secret",
                SecretFile.in(directory, "catalog-secret", SECRET));
    }
}
