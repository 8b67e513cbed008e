package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.SecretReference;
import io.matih.streaming.servers.catalog.CatalogHandler;
import io.matih.streaming.servers.catalog.CatalogRequest;
import io.matih.streaming.servers.catalog.CatalogResponse;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fence over the real REST client: what the server does with the first commit, and what it answers. */
class RestCommitTest {

    private enum Fate {
        CARRIED_OUT,
        IGNORED,
        CARRIED_OUT_LATE
    }

    private final Deque<Runnable> late = new ArrayDeque<>();
    private Fate fate = Fate.CARRIED_OUT;
    private int status = 200;
    private boolean armed;
    private RestCatalogServer server;
    private ReadingsTable readings;

    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        server = RestCatalogServer.in(directory)
                .clientCredentials("job", "secret")
                .interceptor(this::intercept)
                .start();
        Path secret = Files.writeString(directory.resolve("secret"), "secret\n");
        CatalogSettings catalog = CatalogSettings.of(CatalogType.REST, "polaris")
                .with("uri", server.uri().toString())
                .with("rest.auth.type", "oauth2")
                .with("oauth2-server-uri", server.uri() + "/v1/oauth/tokens")
                .with("io-impl", LocalFileIO.class.getName())
                .withSecret("credential", "job:", SecretReference.parse("file:" + secret));
        readings = new ReadingsTable(new SecretCatalogLoader(catalog));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private synchronized CatalogResponse intercept(CatalogRequest request, CatalogHandler catalog) {
        if (!armed || !request.isTableCommit()) {
            return catalog.handle(request);
        }
        armed = false;
        switch (fate) {
            case CARRIED_OUT -> catalog.handle(request);
            case CARRIED_OUT_LATE -> late.add(() -> catalog.handle(request));
            case IGNORED -> {}
        }
        return status == 0 ? CatalogResponse.LOST : CatalogResponse.error(status, "SomeException", "scripted");
    }

    static Stream<Arguments> answers() {
        return Stream.of(Fate.values()).flatMap(fate -> Stream.of(0, 400, 401, 409, 429, 500, 502, 503, 504)
                .map(status -> Arguments.of(fate, status)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerLeavesTheRowsExactlyOnce(Fate scriptedFate, int scriptedStatus) {
        FencedTable table = readings.loader().loadTable();
        DataFile first = readings.write(new Reading(0, "a"));
        DataFile second = readings.write(new Reading(0, "b"));
        fate = scriptedFate;
        status = scriptedStatus;
        armed = true;

        commitUntilItHolds(table, 1, first);
        commitUntilItHolds(readings.loader().loadTable(), 2, second);

        assertThat(readings.tenants()).containsExactly("a", "b");
    }

    private void commitUntilItHolds(FencedTable loaded, long checkpointId, DataFile file) {
        FencedTable table = loaded;
        for (int attempts = 0; attempts < 5; attempts++) {
            try {
                FlinkCommit newest = new CommitHistory(table.operations().current()).newestOf("job");
                if (newest == null || newest.checkpointId() < checkpointId) {
                    ReadingsTable.commit(table, "job", checkpointId, file);
                }
                return;
            } catch (RuntimeException failsTheTask) {
                table = readings.loader().loadTable();
                late.forEach(Runnable::run);
                late.clear();
            }
        }
        throw new AssertionError("checkpoint " + checkpointId + " was never committed");
    }
}
