package io.matih.streaming.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.servers.catalog.Orders;
import io.matih.streaming.servers.kafka.KafkaClient;
import io.matih.streaming.servers.proxy.TcpProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServerMainTest {

    private static final TableIdentifier ORDERS = TableIdentifier.of("sales", "orders");

    @Test
    void brokerBehindAProxyKeepsRecordsAndOffsetsWhenItIsKilled(@TempDir Path directory) {
        int port = Ports.free();
        try (TcpProxy proxy = TcpProxy.to(port)) {
            String[] arguments = {
                "kafka",
                "--directory",
                directory.resolve("kafka").toString(),
                "--port",
                Integer.toString(port),
                "--advertised-port",
                Integer.toString(proxy.port())
            };
            KafkaClient client = new KafkaClient("127.0.0.1:" + proxy.port());
            try (ForkedServer kafka = ForkedServer.start(directory.resolve("1.log"), Map.of(), arguments)) {
                assertThat(kafka.address()).isEqualTo("127.0.0.1:" + port);
                client.createTopic("orders");
                client.sendAndAbort("orders", "aborted");
                client.sendAndCommit("orders", "first", "second");
                client.commitOffset("billing", "orders", 1);
                assertThat(client.advertisedPorts()).containsExactly(proxy.port());
            }

            try (ForkedServer kafka = ForkedServer.start(directory.resolve("2.log"), Map.of(), arguments)) {
                assertThat(client.read("orders", 2)).containsExactly("first", "second");
                assertThat(client.committedOffset("billing", "orders")).isEqualTo(1);
            }
        }
    }

    @Test
    void catalogHasEveryAnsweredCommitWhenItIsKilledRightAfterTheAnswer(@TempDir Path directory) throws IOException {
        String[] arguments = {
            "catalog", "--directory", directory.resolve("catalog").toString(), "--client-id", "jobs"
        };
        Map<String, String> variables = Map.of("CLIENT_SECRET", "secret");
        Map<String, String> security = Map.of("credential", "jobs:secret");
        List<Long> committed = new ArrayList<>();
        try (ForkedServer server = ForkedServer.start(directory.resolve("0.log"), variables, arguments);
                RESTCatalog catalog = Orders.connect(URI.create(server.address()), security)) {
            Orders.create(catalog, ORDERS);
        }

        for (long number = 1; number <= 3; number++) {
            try (ForkedServer server = ForkedServer.start(directory.resolve(number + ".log"), variables, arguments);
                    RESTCatalog catalog = Orders.connect(URI.create(server.address()), security)) {
                assertThat(Orders.numbers(catalog.loadTable(ORDERS))).containsExactlyInAnyOrderElementsOf(committed);
                Orders.append(catalog.loadTable(ORDERS), number);
                committed.add(number);
                server.close();
            }
        }
    }

    @Test
    void argumentsThatCannotBeUsedAreOneLineAndCode2() {
        assertRefused("server: Missing required option: '--directory=<directory>'", "kafka");
        assertRefused("server: Unknown option: '--prot'", "catalog", "--directory", "d", "--prot");
        assertRefused(
                "server: --warehouse also needs --s3-endpoint", "catalog", "--directory", "d", "--warehouse", "s3://b");
        assertRefused(
                "server: --client-id also needs the variable CLIENT_SECRET",
                "catalog",
                "--directory",
                "d",
                "--client-id",
                "jobs");
        assertRefused("server: Missing required subcommand");
    }

    @Test
    void takenPortIsOneLineAndCode2(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(
                    "server: " + Ports.takenMessage(taken.getLocalPort()),
                    "catalog",
                    "--directory",
                    directory.toString(),
                    "--port",
                    port);
        }
    }

    private static void assertRefused(String line, String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine command = ServerMain.commandLine(Map.of()).setErr(new PrintWriter(errors, true));

        assertThat(command.execute(arguments)).isEqualTo(2);

        assertThat(errors.toString().strip()).isEqualTo(line);
    }
}
