package io.matih.streaming.servers.catalog;

import com.sun.net.httpserver.HttpServer;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * An Iceberg REST catalog in this process, listening on 127.0.0.1 only.
 *
 * <pre>{@code
 * try (RestCatalogServer server = RestCatalogServer.in(directory).start()) {
 *     catalog.initialize("polaris", Map.of("uri", server.uri().toString()));
 * }
 * }</pre>
 *
 * <p>The directory holds the catalog's database and, in {@code warehouse}, the tables' files, which clients read and
 * write themselves; the files can be in an object store instead. When the directory holds a catalog already, its tables
 * are there again: every commit that was answered, also when the process was killed. One server at a time can use a
 * directory.
 */
public final class RestCatalogServer implements AutoCloseable {

    private static final int WORKERS = 8;
    private static final int STOP_AT_ONCE = 0;
    /** A commit is in the log file when it is answered; who finds another writer there waits up to 10 s. */
    private static final String DATABASE =
            "jdbc:sqlite:%s/catalog.db?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000";

    static {
        // Read once by Java's HTTP server: without it every answer waits 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final JdbcCatalog catalog;
    private final HttpServer http;
    private final ExecutorService workers;
    private final URI warehouse;

    private RestCatalogServer(JdbcCatalog catalog, HttpServer http, ExecutorService workers, URI warehouse) {
        this.catalog = catalog;
        this.http = http;
        this.workers = workers;
        this.warehouse = warehouse;
    }

    /** Prepares a catalog that keeps its data in the directory, which is created when absent. */
    public static Builder in(Path directory) {
        return new Builder(directory);
    }

    /** Address for the catalog property {@code uri}, such as {@code http://127.0.0.1:8181}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** The folder that holds the tables' files, such as {@code file:///data/warehouse/}. */
    public URI warehouse() {
        return warehouse;
    }

    /** Stops at once, also in the middle of requests; the data stays. Closing again does nothing. */
    @Override
    public void close() {
        http.stop(STOP_AT_ONCE);
        workers.shutdownNow();
        catalog.close();
    }

    /** What to start. */
    public static final class Builder {

        private final Path directory;
        private int port;
        private CatalogInterceptor interceptor = CatalogInterceptor.NONE;
        private Duration tokenLifetime = Duration.ofHours(1);
        private boolean tokensRevoked;
        private UnaryOperator<CatalogHandler> security = UnaryOperator.identity();
        private Supplier<Warehouse> warehouse;

        private Builder(Path directory) {
            this.directory = directory.toAbsolutePath();
            this.warehouse = () -> Warehouse.inFolder(this.directory.resolve("warehouse"));
        }

        /** Port to listen on; 0, the default, takes any free one. */
        public Builder port(int listenPort) {
            this.port = listenPort;
            return this;
        }

        /** Lets only clients in that got a token from {@code /v1/oauth/tokens} with this id and secret. */
        public Builder clientCredentials(String clientId, String clientSecret) {
            this.security = catalog -> {
                String key = tokensRevoked ? UUID.randomUUID().toString() : clientSecret;
                BearerTokens tokens = new BearerTokens(key, tokenLifetime, Clock.systemUTC());
                return new ClientCredentials(clientId, clientSecret, tokens, catalog);
            };
            return this;
        }

        /** How long a token is good for, in whole seconds; an hour by default. */
        public Builder tokenLifetime(Duration lifetime) {
            this.tokenLifetime = lifetime;
            return this;
        }

        /** Lets no token in that was given out before this start; without this, tokens outlive restarts. */
        public Builder revokeTokens() {
            this.tokensRevoked = true;
            return this;
        }

        /**
         * Keeps the tables' files in an object store. Its keys are those of the process's environment, such as
         * {@code AWS_ACCESS_KEY_ID}, for the server and for clients.
         *
         * @param location such as {@code s3://bucket/warehouse}; the bucket exists
         * @param endpoint address of the store, which finds buckets in the path; clients are told it, unless they know
         *     another one
         */
        public Builder objectStore(URI location, URI endpoint, String region) {
            this.warehouse = () -> Warehouse.inObjectStore(location, endpoint, region);
            return this;
        }

        /** Lets the interceptor decide what becomes of each request, token requests included. */
        public Builder interceptor(CatalogInterceptor decider) {
            this.interceptor = decider;
            return this;
        }

        /**
         * Starts the server and returns when it takes requests.
         *
         * @throws IllegalStateException when the port is taken
         * @throws UncheckedIOException when the directory cannot be used
         */
        public RestCatalogServer start() {
            Ports.requireFree(port);
            Warehouse files = warehouse.get();
            JdbcCatalog catalog = openCatalog(files);
            try {
                HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
                http.setExecutor(workers);
                CatalogHandler routes = new CatalogRoutes(catalog, files.properties());
                http.createContext("/v1/", new CatalogEndpoint(interceptor, security.apply(routes)));
                http.start();
                return new RestCatalogServer(catalog, http, workers, files.location());
            } catch (IOException e) {
                catalog.close();
                throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", e);
            }
        }

        private JdbcCatalog openCatalog(Warehouse files) {
            Map<String, String> properties = new HashMap<>(files.catalogProperties());
            properties.put(CatalogProperties.URI, DATABASE.formatted(createDirectory()));
            properties.put("jdbc.schema-version", "V1");
            JdbcCatalog catalog = new JdbcCatalog();
            catalog.setConf(new Configuration());
            catalog.initialize("local", properties);
            return catalog;
        }

        private Path createDirectory() {
            try {
                return Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create " + directory, e);
            }
        }
    }
}
