package io.matih.streaming.servers.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.servers.Leftovers;
import io.matih.streaming.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.rest.RESTCatalog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestCatalogServerTest {

    private static final TableIdentifier ORDERS = TableIdentifier.of("sales", "orders");

    @Test
    void appendedRowsAreReadBack(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Table orders = Orders.create(catalog, ORDERS);

            Orders.append(orders, 1, 2);
            Orders.append(orders, 3);

            assertThat(Orders.numbers(catalog.loadTable(ORDERS))).containsExactlyInAnyOrder(1L, 2L, 3L);
            assertThat(orders.location()).startsWith(server.warehouse().toString());
        }
    }

    @Test
    void transactionThatCreatesATableWithItsFirstRowsIsOneCommit(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Orders.createWithRows(catalog, ORDERS, 7);

            assertThat(Orders.numbers(catalog.loadTable(ORDERS))).containsExactly(7L);
        }
    }

    @Test
    void restartOnTheSameDirectoryKeepsTables(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Orders.append(Orders.create(catalog, ORDERS), 1);
        }

        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            assertThat(Orders.numbers(catalog.loadTable(ORDERS))).containsExactly(1L);
        }
    }

    @Test
    void commitOnAnOldStateIsAConflict(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            TableOperations operations = ((BaseTable) Orders.create(catalog, ORDERS)).operations();
            TableMetadata old = operations.current();
            catalog.loadTable(ORDERS)
                    .updateSchema()
                    .addColumn("note", Orders.TEXT)
                    .commit();

            assertThatThrownBy(() -> operations.commit(old, Orders.withColumn(old, "comment")))
                    .isInstanceOf(CommitFailedException.class);
        }
    }

    @Test
    void namespacesAndTablesCanBeListedRenamedRegisteredAndDropped(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Namespace sales = Namespace.of("sales");
            TableIdentifier renamed = TableIdentifier.of("sales", "orders_2026");
            Table orders = Orders.create(catalog, ORDERS);
            String metadata = ((BaseTable) orders).operations().current().metadataFileLocation();
            catalog.createNamespace(Namespace.of("sales", "emea"));
            catalog.setProperties(sales, new HashMap<>(Map.of("owner", "finance")));

            assertThat(catalog.listNamespaces()).containsExactly(sales);
            assertThat(catalog.listNamespaces(sales)).containsExactly(Namespace.of("sales", "emea"));
            assertThat(catalog.loadNamespaceMetadata(sales)).containsEntry("owner", "finance");
            assertThat(catalog.listTables(sales)).containsExactly(ORDERS);
            assertThat(catalog.tableExists(ORDERS)).isTrue();
            catalog.renameTable(ORDERS, renamed);
            assertThat(catalog.tableExists(ORDERS)).isFalse();
            assertThat(catalog.dropTable(renamed, false)).isTrue();
            catalog.registerTable(ORDERS, metadata);
            assertThat(catalog.listTables(sales)).containsExactly(ORDERS);
            assertThat(catalog.dropTable(ORDERS, true)).isTrue();
            assertThat(catalog.dropNamespace(Namespace.of("sales", "emea"))).isTrue();
            assertThat(catalog.dropNamespace(sales)).isTrue();
            assertThat(catalog.namespaceExists(sales)).isFalse();
        }
    }

    @Test
    void mistakesAreTheProtocolsErrors(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            assertThatThrownBy(() -> catalog.loadTable(ORDERS)).isInstanceOf(NoSuchTableException.class);
            assertThatThrownBy(() -> catalog.createTable(ORDERS, Orders.SCHEMA))
                    .isInstanceOf(NoSuchNamespaceException.class);
            Orders.create(catalog, ORDERS);
            assertThatThrownBy(() -> catalog.createTable(ORDERS, Orders.SCHEMA))
                    .isInstanceOf(AlreadyExistsException.class);
            assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("sales")))
                    .isInstanceOf(AlreadyExistsException.class);
            assertThatThrownBy(() -> catalog.dropNamespace(Namespace.of("sales")))
                    .isInstanceOf(NamespaceNotEmptyException.class);
        }
    }

    @Test
    void onlyTheClientWithTheSecretGetsIn(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory)
                .clientCredentials("jobs", "secret")
                .start()) {
            try (RESTCatalog catalog = Orders.connect(server, Map.of("credential", "jobs:secret"))) {
                catalog.createNamespace(Namespace.of("sales"));
                assertThat(catalog.listNamespaces()).containsExactly(Namespace.of("sales"));
            }

            assertThatThrownBy(() -> Orders.connect(server, Map.of("credential", "jobs:guessed")))
                    .isInstanceOf(NotAuthorizedException.class);
            assertThatThrownBy(() -> Orders.connect(server, Map.of("token", "made-up")))
                    .isInstanceOf(NotAuthorizedException.class);
            assertThatThrownBy(() -> Orders.connect(server)).isInstanceOf(NotAuthorizedException.class);
        }
    }

    @Test
    void clientRenewsItsTokenBeforeItExpires(@TempDir Path directory) throws Exception {
        try (RestCatalogServer server = RestCatalogServer.in(directory)
                        .clientCredentials("jobs", "secret")
                        .tokenLifetime(Duration.ofSeconds(2))
                        .start();
                RESTCatalog catalog = Orders.connect(server, Map.of("credential", "jobs:secret"))) {
            String first = new BearerTokens("secret", Duration.ofSeconds(2), Clock.systemUTC()).issue();
            assertThat(namespacesStatus(server, first)).isEqualTo(200);

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            namespacesStatus(server, first))
                    .isEqualTo(401));

            assertThat(catalog.listNamespaces()).isEmpty();
        }
    }

    @Test
    void tokensOutliveARestartUnlessTheyAreRevoked(@TempDir Path directory) throws Exception {
        String earlier = new BearerTokens("secret", Duration.ofMinutes(1), Clock.systemUTC()).issue();
        try (RestCatalogServer server = RestCatalogServer.in(directory)
                .clientCredentials("jobs", "secret")
                .start()) {
            assertThat(namespacesStatus(server, earlier)).isEqualTo(200);
        }

        try (RestCatalogServer server = RestCatalogServer.in(directory)
                        .clientCredentials("jobs", "secret")
                        .revokeTokens()
                        .start();
                RESTCatalog catalog = Orders.connect(server, Map.of("credential", "jobs:secret"))) {
            assertThat(namespacesStatus(server, earlier)).isEqualTo(401);
            assertThat(catalog.listNamespaces()).isEmpty();
        }
    }

    private static int namespacesStatus(RestCatalogServer server, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/v1/namespaces"))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void commitWhoseAnswerIsLostFailsForTheClientAndIsDone(@TempDir Path directory) throws IOException {
        AtomicBoolean loseAnswers = new AtomicBoolean();
        CatalogInterceptor interceptor = (request, catalog) -> {
            CatalogResponse done = catalog.handle(request);
            return request.isTableCommit() && loseAnswers.get() ? CatalogResponse.LOST : done;
        };
        try (RestCatalogServer server =
                        RestCatalogServer.in(directory).interceptor(interceptor).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Table orders = Orders.create(catalog, ORDERS);

            loseAnswers.set(true);

            assertThatThrownBy(() -> Orders.append(orders, 1)).isInstanceOf(RESTException.class);
            assertThat(Orders.numbers(catalog.loadTable(ORDERS))).containsExactly(1L);
        }
    }

    @Test
    void heldCommitCanBeCarriedOutLater(@TempDir Path directory) throws Exception {
        List<Runnable> held = new CopyOnWriteArrayList<>();
        CatalogInterceptor interceptor = (request, catalog) -> {
            if (!request.isTableCommit()) {
                return catalog.handle(request);
            }
            held.add(() -> catalog.handle(request));
            return CatalogResponse.LOST;
        };
        try (RestCatalogServer server =
                        RestCatalogServer.in(directory).interceptor(interceptor).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Table orders = Orders.create(catalog, ORDERS);
            assertThatThrownBy(() -> Orders.append(orders, 1)).isInstanceOf(RESTException.class);
            assertThat(Orders.numbers(catalog.loadTable(ORDERS))).isEmpty();

            held.forEach(Runnable::run);

            assertThat(held).hasSize(1);

            assertThat(Orders.numbers(catalog.loadTable(ORDERS))).containsExactly(1L);
        }
    }

    @Test
    void interceptorCanAnswerInsteadOfTheCatalog(@TempDir Path directory) throws IOException {
        CatalogInterceptor interceptor = (request, catalog) -> request.path().equals("/v1/namespaces")
                ? CatalogResponse.error(507, "InsufficientStorage", "disk full")
                : catalog.handle(request);
        try (RestCatalogServer server =
                        RestCatalogServer.in(directory).interceptor(interceptor).start();
                RESTCatalog catalog = Orders.connect(server)) {
            assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("sales")))
                    .hasMessageContaining("disk full");
        }
    }

    @Test
    void twoServersInOneProcessHaveTablesOfTheirOwn(@TempDir Path directory, @TempDir Path otherDirectory)
            throws IOException {
        try (RestCatalogServer one = RestCatalogServer.in(directory).start();
                RestCatalogServer other = RestCatalogServer.in(otherDirectory).start();
                RESTCatalog catalog = Orders.connect(one);
                RESTCatalog otherCatalog = Orders.connect(other)) {
            Orders.create(catalog, ORDERS);

            assertThat(catalog.tableExists(ORDERS)).isTrue();
            assertThat(otherCatalog.tableExists(ORDERS)).isFalse();
        }
    }

    @Test
    void closeLeavesNoThreadAndNoListenerEvenWithARequestUnderWay(@TempDir Path directory) throws Exception {
        Leftovers before = Leftovers.now();
        CountDownLatch arrived = new CountDownLatch(1);
        CatalogInterceptor interceptor = (request, catalog) -> {
            arrived.countDown();
            LockSupport.park();
            return CatalogResponse.LOST;
        };
        try (RestCatalogServer server =
                RestCatalogServer.in(directory).interceptor(interceptor).start()) {
            assertThat(before.newListeners()).hasSize(1);
            Thread client = new Thread(() -> assertThatThrownBy(() -> Orders.connect(server)));
            client.setDaemon(true);
            client.start();
            arrived.await();
        }

        before.assertNothingLeft();
    }

    @Test
    void listensOnTheRequestedPortAndNamesTheHolderOfATakenOne(@TempDir Path directory) throws IOException {
        int port = Ports.free();
        try (RestCatalogServer server =
                RestCatalogServer.in(directory).port(port).start()) {
            assertThat(server.uri()).hasToString("http://127.0.0.1:" + port);
        }

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> RestCatalogServer.in(directory)
                            .port(taken.getLocalPort())
                            .start())
                    .hasMessage(Ports.takenMessage(taken.getLocalPort()));
        }
    }

    @Test
    void answersWithoutWaitingForTheClientsAcknowledgement(@TempDir Path directory) throws IOException {
        try (RestCatalogServer server = RestCatalogServer.in(directory).start();
                RESTCatalog catalog = Orders.connect(server)) {
            Orders.create(catalog, ORDERS);
            List<Long> millis = new ArrayList<>();

            for (int i = 0; i < 40; i++) {
                long start = System.nanoTime();
                catalog.loadTable(ORDERS);
                millis.add((System.nanoTime() - start) / 1_000_000);
            }

            assertThat(millis).as("delayed acknowledgements take 40 ms").anyMatch(taken -> taken < 30);
        }
    }
}
