package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.iceberg.FeedSource.Feed;
import io.matih.streaming.options.SecretReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.apache.iceberg.SerializableTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsStayOutOfTheJobGraphTest {

    private static final String CANARY = "canary-4711-do-not-leak";
    private static final String MARKER = "marker-that-is-no-secret";

    private CatalogSettings catalog;

    @BeforeEach
    void describeCatalog(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), CANARY);
        SecretReference reference = SecretReference.parse("file:" + secret);
        catalog = CatalogSettings.of(CatalogType.JDBC, "polaris")
                .with("uri", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
                .with("warehouse", directory.resolve("warehouse").toUri().toString())
                .with("io-impl", LocalFileIO.class.getName())
                .with("marker", MARKER)
                .withSecret("jdbc.canary", reference)
                .withSecret("credential", "client:", reference)
                .withSecret("s3.secret-access-key", reference);
    }

    @Test
    void theSerializedJobGraphHoldsReferencesOnly() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(
                1,
                new Configuration()
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                        .set(PipelineOptions.GENERIC_TYPES, false));
        @SuppressWarnings("deprecation")
        var rows = environment.addSource(new FeedSource(Feed.create()), "feed").uid("feed");
        IcebergSettings settings = new IcebergSettings(
                new SecretCatalogLoader(catalog), ReadingsTable.NAMESPACE, Duration.ofMinutes(30), 3);
        IcebergOutput.to(Reading.TABLE, settings).append(rows, "readings");

        JobGraph graph = environment.getStreamGraph().getJobGraph();
        String bytes = text(InstantiationUtil.serializeObject(graph));

        assertThat(bytes).contains(MARKER).doesNotContain(CANARY);
    }

    @Test
    void aTableThatTheSinkCopiesHoldsReferencesOnly() throws Exception {
        IcebergSettings settings = new IcebergSettings(
                new SecretCatalogLoader(catalog), ReadingsTable.NAMESPACE, Duration.ofMinutes(30), 3);
        new TableSetup(settings.catalog().loadCatalog(), ReadingsTable.NAMESPACE).ensure(Reading.TABLE);
        FencedTable table = new FencedTableLoader(
                        settings.catalog(), ReadingsTable.IDENTIFIER, Duration.ofMinutes(30), Clock.systemUTC())
                .loadTable();
        table.io().newInputFile("a file, so that the real access is there");

        byte[] bytes = InstantiationUtil.serializeObject(SerializableTable.copyOf(table));

        assertThat(text(bytes)).contains(MARKER).doesNotContain(CANARY);
        assertThat(text(InstantiationUtil.serializeObject(SerializableTable.copyOf(
                        settings.catalog().loadCatalog().loadTable(ReadingsTable.IDENTIFIER)))))
                .as("what the catalog itself would put there")
                .contains(CANARY);
        assertThat(table.io().properties()).isEmpty();
        SerializableTable copy =
                InstantiationUtil.deserializeObject(bytes, getClass().getClassLoader());
        assertThat(copy.io().newInputFile("absent").exists()).isFalse();
    }

    @Test
    void textsAboutTheCatalogShowReferencesOnly() {
        assertThat(new SecretCatalogLoader(catalog).toString())
                .contains("credential=client:${file:")
                .doesNotContain(CANARY);
    }

    @Test
    void aMissingSecretIsNamedWhereTheCatalogIsMade() {
        CatalogSettings missing = catalog.withSecret("token", SecretReference.parse("file:/absent/token"));

        assertThatThrownBy(() -> new SecretCatalogLoader(missing).loadCatalog())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("file:/absent/token");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
