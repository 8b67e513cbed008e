package io.matih.streaming.servers;

import io.matih.streaming.servers.catalog.RestCatalogServer;
import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * One server in a process of its own, which can be killed or stopped at any moment and started again on its directory.
 *
 * <p>When it serves it prints one line, {@code ready} and its address. SIGTERM ends it in an orderly way.
 */
@Command(
        name = "server",
        description = "A server in a process of its own, on 127.0.0.1.",
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = false)
public final class ServerMain {

    private static final String DIRECTORY = "Keeps all its data; created when absent.";
    private static final String PORT = "Where it listens. Default: any free one.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    private ServerMain(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs the server that the arguments name; ends with code 2 when they cannot be used. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** The command, ready to parse. */
    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new ServerMain(environment));
        commandLine.setParameterExceptionHandler(ServerMain::reportInvalid);
        commandLine.setExecutionExceptionHandler(ServerMain::report);
        return commandLine;
    }

    /** A broker. */
    @Command(name = "kafka", description = "A Kafka broker.", mixinStandardHelpOptions = true)
    void kafka(
            @Option(names = "--directory", required = true, description = DIRECTORY) Path directory,
            @Option(names = "--port", defaultValue = "0", description = PORT) int port,
            @Option(names = "--advertised-port", description = "Where clients are sent. Default: the port.") @Nullable Integer advertisedPort,
            @Option(
                            names = "--transaction-timeout-limit",
                            paramLabel = "SECONDS",
                            defaultValue = "900",
                            description = "The longest timeout of a transaction. Default: ${DEFAULT-VALUE}.")
                    int transactionTimeoutLimitSeconds)
            throws InterruptedException {
        EmbeddedKafka.Builder broker = EmbeddedKafka.in(directory)
                .port(port)
                .transactionTimeoutLimit(Duration.ofSeconds(transactionTimeoutLimitSeconds));
        if (advertisedPort != null) {
            broker.advertisedPort(advertisedPort);
        }
        EmbeddedKafka kafka = broker.start();
        serve(kafka::close, kafka.bootstrapServers());
    }

    /** A catalog. */
    @Command(
            name = "catalog",
            mixinStandardHelpOptions = true,
            description = {
                "An Iceberg REST catalog.",
                "With a client id, clients need a token; the client's secret is the variable CLIENT_SECRET.",
                "A warehouse in an object store takes its keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
            })
    void catalog(
            @Option(names = "--directory", required = true, description = DIRECTORY) Path directory,
            @Option(names = "--port", defaultValue = "0", description = PORT) int port,
            @Option(
                            names = "--warehouse",
                            paramLabel = "URI",
                            description = "Such as s3://bucket/path. Default: in the directory.")
                    @Nullable URI warehouse,
            @Option(names = "--s3-endpoint", paramLabel = "URI", description = "Address of the object store.") @Nullable URI endpoint,
            @Option(names = "--s3-region", defaultValue = "us-east-1", description = "Default: ${DEFAULT-VALUE}.")
                    String region,
            @Option(names = "--client-id", paramLabel = "ID", description = "The client that gets tokens.") @Nullable String clientId,
            @Option(
                            names = "--token-lifetime",
                            paramLabel = "SECONDS",
                            defaultValue = "3600",
                            description = "Default: ${DEFAULT-VALUE}.")
                    int tokenLifetimeSeconds,
            @Option(
                            names = "--revoke-tokens",
                            description = "Tokens that were given out before this start are not valid.")
                    boolean revokeTokens)
            throws InterruptedException {
        RestCatalogServer.Builder server = RestCatalogServer.in(directory).port(port);
        if (warehouse != null) {
            server.objectStore(warehouse, required(endpoint, "--warehouse also needs --s3-endpoint"), region);
        }
        if (clientId != null) {
            String secret =
                    required(environment.get("CLIENT_SECRET"), "--client-id also needs the variable CLIENT_SECRET");
            server.clientCredentials(clientId, secret).tokenLifetime(Duration.ofSeconds(tokenLifetimeSeconds));
            if (revokeTokens) {
                server.revokeTokens();
            }
        }
        RestCatalogServer catalog = server.start();
        serve(catalog::close, catalog.uri().toString());
    }

    private <T> T required(@Nullable T value, String message) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), message);
        }
        return value;
    }

    private void serve(Runnable stop, String address) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready " + address);
        out.flush();
        new CountDownLatch(1).await();
    }

    private static int reportInvalid(ParameterException invalid, String[] arguments) {
        CommandLine commandLine = invalid.getCommandLine();
        commandLine.getErr().println("server: " + invalid.getMessage());
        return ExitCode.USAGE;
    }

    private static int report(Exception failure, CommandLine commandLine, ParseResult parsed) {
        if (failure instanceof IllegalStateException && failure.getCause() == null) {
            commandLine.getErr().println("server: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        failure.printStackTrace(commandLine.getErr());
        return ExitCode.SOFTWARE;
    }
}
