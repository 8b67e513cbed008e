package io.matih.streaming.platform;

import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;

/** The Iceberg catalog of a platform, and the platform's own client of it. */
final class LocalCatalog implements AutoCloseable {

    private final RestCatalogServer server;
    private final RESTCatalog client;

    private LocalCatalog(RestCatalogServer server, RESTCatalog client) {
        this.server = server;
        this.client = client;
    }

    static LocalCatalog start(PlatformSettings settings) {
        RestCatalogServer server = RestCatalogServer.in(settings.catalogDirectory())
                .port(settings.ports().catalog())
                .start();
        RESTCatalog client = new RESTCatalog();
        client.setConf(new Configuration());
        client.initialize("local", Map.of("uri", server.uri().toString()));
        return new LocalCatalog(server, client);
    }

    URI uri() {
        return server.uri();
    }

    URI warehouse() {
        return server.warehouse();
    }

    TableReader table(String namespace, String name) {
        return new TableReader(client, TableIdentifier.of(namespace, name));
    }

    @Override
    public void close() {
        try (server) {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the catalog's client", e);
        }
    }
}
