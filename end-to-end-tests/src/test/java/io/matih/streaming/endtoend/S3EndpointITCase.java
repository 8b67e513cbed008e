package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.servers.Ports;
import io.matih.streaming.servers.ServerMain;
import io.matih.streaming.servers.proxy.HttpProxy;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The S3 endpoint of the tests does for Iceberg and for Flink what they need, also behind a proxy. */
class S3EndpointITCase {

    private static final String BUCKET = "matih";
    private static final TableIdentifier TABLE = TableIdentifier.of("sales", "orders");
    /** Above the size from which both clients upload in parts. */
    private static final byte[] CONTENT = new byte[11 << 20];

    private static final String PART_BYTES = Integer.toString(5 << 20);

    private final int port = Ports.free();

    private Path directory;
    private JavaProcess endpoint;
    private HttpProxy proxy;

    @BeforeEach
    void start(@TempDir Path folder) {
        directory = folder;
        new Random(1).nextBytes(CONTENT);
        endpoint = startEndpoint();
        proxy = HttpProxy.to(S3Endpoint.uri(port));
    }

    @AfterEach
    void stop() {
        proxy.close();
        endpoint.close();
    }

    @Test
    void catalogHasItsWarehouseThereAlsoWhenTheEndpointIsKilled() throws Exception {
        try (JavaProcess server = startCatalog();
                RESTCatalog catalog = connect(server)) {
            catalog.createNamespace(TABLE.namespace());
            Table table =
                    catalog.createTable(TABLE, new Schema(Types.NestedField.required(1, "n", Types.LongType.get())));
            DataFile file = upload(table);
            table.newAppend().appendFile(file).commit();
            endpoint.close();
            endpoint = startEndpoint();

            Table reloaded = catalog.loadTable(TABLE);

            assertThat(reloaded.location()).isEqualTo("s3://" + BUCKET + "/warehouse/sales/orders");
            try (CloseableIterable<FileScanTask> files = reloaded.newScan().planFiles()) {
                assertThat(files).extracting(task -> task.file().location()).containsExactly(file.location());
            }
            try (SeekableInputStream in =
                    reloaded.io().newInputFile(file.location()).newStream()) {
                in.seek(CONTENT.length / 2);
                assertThat(in.readAllBytes())
                        .isEqualTo(Arrays.copyOfRange(CONTENT, CONTENT.length / 2, CONTENT.length));
            }
            ((SupportsBulkOperations) reloaded.io()).deleteFiles(List.of(file.location()));
            assertThat(reloaded.io().newInputFile(file.location()).exists()).isFalse();
            assertThat(catalog.dropTable(TABLE, true)).isTrue();
        }
    }

    @Test
    void flinkWritesReadsAndDeletesCheckpointsThere() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("s3.endpoint", proxy.uri().toString());
        configuration.setString("s3.path.style.access", "true");
        configuration.setString("s3.access-key", S3Endpoint.CLIENT_VARIABLES.get("AWS_ACCESS_KEY_ID"));
        configuration.setString("s3.secret-key", S3Endpoint.CLIENT_VARIABLES.get("AWS_SECRET_ACCESS_KEY"));
        configuration.setString("s3.multipart.size", PART_BYTES);
        configuration.setString("s3.multipart.threshold", PART_BYTES);
        FileSystem.initialize(
                configuration,
                new DefaultPluginManager(
                        new DirectoryBasedPluginFinder(FlinkInstallation.plugins()).findPlugins(),
                        CoreOptions.getPluginParentFirstLoaderPatterns(configuration)));
        try {
            CheckpointStorageAccess storage = new FileSystemCheckpointStorage("s3://" + BUCKET + "/checkpoints")
                    .createCheckpointStorage(JobID.generate());
            storage.initializeBaseLocationsForCheckpoint();

            CompletedCheckpointStorageLocation completed = writeCheckpoint(storage);

            try (InputStream in = storage.resolveCheckpoint(completed.getExternalPointer())
                    .getMetadataHandle()
                    .openInputStream()) {
                assertThat(in.readAllBytes()).isEqualTo(CONTENT);
            }
            completed.getMetadataHandle().discardState();
            completed.disposeStorageLocation();
            org.apache.flink.core.fs.Path folder = new org.apache.flink.core.fs.Path(completed.getExternalPointer());
            assertThat(folder.getFileSystem().exists(folder)).isFalse();
            assertOverwrites(folder.getParent().suffix("/shared/file"));
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    private static CompletedCheckpointStorageLocation writeCheckpoint(CheckpointStorageAccess storage)
            throws Exception {
        try (CheckpointMetadataOutputStream out =
                storage.initializeLocationForCheckpoint(1).createMetadataOutputStream()) {
            out.write(CONTENT);
            return out.closeAndFinalizeCheckpoint();
        }
    }

    private static void assertOverwrites(org.apache.flink.core.fs.Path file) throws Exception {
        FileSystem files = file.getFileSystem();
        for (byte content = 1; content <= 2; content++) {
            try (OutputStream out = files.create(file, WriteMode.OVERWRITE)) {
                out.write(content);
            }
            assertThat(files.getFileStatus(file).getLen()).isEqualTo(1);
            try (InputStream in = files.open(file)) {
                assertThat(in.readAllBytes()).containsExactly(content);
            }
        }
        assertThat(files.listStatus(file.getParent())).hasSize(1);
        assertThat(files.delete(file.getParent(), true)).isTrue();
        assertThat(files.exists(file)).isFalse();
    }

    private static DataFile upload(Table table) throws Exception {
        String location = table.location() + "/data/1.parquet";
        try (PositionOutputStream out = table.io().newOutputFile(location).create()) {
            out.write(CONTENT);
        }
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(CONTENT.length)
                .withRecordCount(1)
                .build();
    }

    private JavaProcess startEndpoint() {
        JavaProcess started = JavaProcess.start(
                "s3proxy", directory, S3Endpoint.command(directory.resolve("s3"), port, BUCKET), Map.of());
        S3Endpoint.awaitStart(port);
        return started;
    }

    private JavaProcess startCatalog() {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                "catalog",
                "--directory",
                directory.resolve("catalog").toString(),
                "--warehouse",
                "s3://" + BUCKET + "/warehouse",
                "--s3-endpoint",
                proxy.uri().toString());
        return JavaProcess.start("catalog", directory, command, S3Endpoint.CLIENT_VARIABLES);
    }

    private static RESTCatalog connect(JavaProcess server) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> server.output()
                .contains("ready http"));
        String address = server.output()
                .lines()
                .filter(line -> line.startsWith("ready "))
                .findFirst()
                .orElseThrow();
        Map<String, String> properties = new HashMap<>();
        properties.put("uri", URI.create(address.substring("ready ".length())).toString());
        properties.put("s3.access-key-id", S3Endpoint.CLIENT_VARIABLES.get("AWS_ACCESS_KEY_ID"));
        properties.put("s3.secret-access-key", S3Endpoint.CLIENT_VARIABLES.get("AWS_SECRET_ACCESS_KEY"));
        properties.put("io-impl", "org.apache.iceberg.io.ResolvingFileIO");
        properties.put("s3.multipart.part-size-bytes", PART_BYTES);
        properties.put("s3.multipart.threshold", "1.0");
        RESTCatalog catalog = new RESTCatalog();
        catalog.setConf(new org.apache.hadoop.conf.Configuration());
        catalog.initialize("test", properties);
        return catalog;
    }
}
