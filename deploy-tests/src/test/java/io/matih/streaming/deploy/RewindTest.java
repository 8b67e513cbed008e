package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.Matih;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code matih rewind} asks a catalog that lets nobody in without credentials; they are given as the job's are. */
class RewindTest {

    private static final String JOB_ID = "0123456789abcdef0123456789abcdef";
    private static final String SECRET = "canary-of-the-operator";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RestCatalogServer server;

    private final List<Long> snapshots = new ArrayList<>();
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void commitCheckpoints3To5() throws IOException {
        server = RestCatalogServer.in(folder.resolve("catalog"))
                .clientCredentials("operator", SECRET)
                .start();
        Map<String, String> properties = Map.of(
                "uri",
                server.uri().toString(),
                "oauth2-server-uri",
                server.uri() + "/v1/oauth/tokens",
                "credential",
                "operator:" + SECRET);
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.setConf(new Configuration(false));
            catalog.initialize("test", properties);
            catalog.createNamespace(Namespace.of("matih_analytics"));
            Table table = catalog.createTable(
                    TableIdentifier.of("matih_analytics", "llm_operations_metrics"),
                    new Schema(Types.NestedField.optional(1, "value", Types.LongType.get())));
            for (int checkpoint = 3; checkpoint <= 5; checkpoint++) {
                AppendFiles commit = table.newAppend()
                        .appendFile(DataFiles.builder(PartitionSpec.unpartitioned())
                                .withPath("file:/nowhere/" + checkpoint + ".parquet")
                                .withFileSizeInBytes(1)
                                .withRecordCount(1)
                                .build());
                commit.set(SinkUtil.FLINK_JOB_ID, JOB_ID);
                commit.set(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID, Integer.toString(checkpoint));
                commit.commit();
                snapshots.add(table.currentSnapshot().snapshotId());
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void snapshotIsLookedUpWithTheSecretOfAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("client-secret"), SECRET);

        assertThat(rewindTo(4, "file:" + secret)).isZero();

        assertThat(errors.toString()).isEmpty();
        assertThat(output.toString())
                .contains("Take the table polaris.matih_analytics.llm_operations_metrics back to snapshot "
                        + snapshots.get(1) + " of checkpoint 4,")
                .contains("which takes back 1 snapshots. The newest, " + snapshots.get(2) + ", stays readable")
                .doesNotContain(SECRET);
    }

    @Test
    void wrongSecretIsRefusedInOneLine() throws IOException {
        Path secret = Files.writeString(folder.resolve("client-secret"), "canary-of-nobody");

        assertThat(rewindTo(4, "file:" + secret)).isEqualTo(2);

        assertThat(output.toString()).isEmpty();
        assertThat(errors.toString().lines()).singleElement().asString().contains("cannot be used: Not authorized: ");
        assertThat(errors.toString()).doesNotContain("canary");
    }

    @Test
    void secretItselfIsRefusedAndNotRepeated() {
        assertThat(rewindTo(4, SECRET)).isEqualTo(2);

        assertThat(output.toString()).isEmpty();
        assertThat(errors.toString())
                .startsWith("matih: iceberg.oauth2.client-secret: ")
                .contains("file:/absolute/path or env:NAME")
                .doesNotContain(SECRET);
    }

    private int rewindTo(int checkpoint, String secret) {
        CommandLine commandLine = Matih.commandLine();
        commandLine.setOut(new PrintWriter(output, true));
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(
                "rewind",
                "llm-ops",
                "--from",
                "s3://matih-flink/llm-ops/checkpoints/" + JOB_ID + "/chk-" + checkpoint,
                "--set",
                "iceberg.catalog.uri=" + server.uri(),
                "--set",
                "iceberg.oauth2.client-id=operator",
                "--set",
                "iceberg.oauth2.client-secret=" + secret,
                "--set",
                "iceberg.oauth2.server-uri=" + server.uri() + "/v1/oauth/tokens",
                "--set",
                "iceberg.storage-credentials=ambient");
    }
}
