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
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * write themselves. When the directory holds a catalog already, its tables are there again. One server at a time can
 * use a directory.
 */
public final class RestCatalogServer implements AutoCloseable {

    private static final int WORKERS = 8;
    private static final int STOP_AT_ONCE = 0;

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

    /** The folder that holds the tables' files, as a {@code file:} URI. */
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
        private UnaryOperator<CatalogHandler> security = UnaryOperator.identity();

        private Builder(Path directory) {
            this.directory = directory.toAbsolutePath();
        }

        /** Port to listen on; 0, the default, takes any free one. */
        public Builder port(int listenPort) {
            this.port = listenPort;
            return this;
        }

        /** Lets only clients in that got a token from {@code /v1/oauth/tokens} with this id and secret. */
        public Builder clientCredentials(String clientId, String clientSecret) {
            this.security = catalog -> new ClientCredentials(clientId, clientSecret, catalog);
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
            URI warehouse = createWarehouse();
            JdbcCatalog catalog = openCatalog(warehouse);
            try {
                HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
                http.setExecutor(workers);
                http.createContext(
                        "/v1/", new CatalogEndpoint(interceptor, security.apply(new CatalogRoutes(catalog))));
                http.start();
                return new RestCatalogServer(catalog, http, workers, warehouse);
            } catch (IOException e) {
                catalog.close();
                throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", e);
            }
        }

        private URI createWarehouse() {
            try {
                return URI.create("file://"
                        + Files.createDirectories(directory.resolve("warehouse"))
                                .toUri()
                                .getRawPath());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create the warehouse in " + directory, e);
            }
        }

        private JdbcCatalog openCatalog(URI warehouse) {
            JdbcCatalog catalog = new JdbcCatalog();
            catalog.setConf(new Configuration());
            // Lower-case table names, as the catalog asks the database for.
            String database = "jdbc:h2:file:" + directory.resolve("catalog") + ";DATABASE_TO_UPPER=FALSE";
            catalog.initialize(
                    "local",
                    Map.of(
                            CatalogProperties.URI,
                            database,
                            CatalogProperties.WAREHOUSE_LOCATION,
                            warehouse.toString(),
                            "jdbc.schema-version",
                            "V1"));
            return catalog;
        }
    }
}
