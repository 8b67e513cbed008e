package io.matih.streaming.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.cli.query.LakeTables;
import io.matih.streaming.servers.catalog.RestCatalogServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
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

/** Against a real catalog server, as the command meets it. */
class TableRewindTest {

    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_JOB = "fedcba9876543210fedcba9876543210";

    private RestCatalogServer server;
    private Table table;
    private int files;

    @BeforeEach
    void createTable(@TempDir Path folder) throws Exception {
        server = RestCatalogServer.in(folder).start();
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.setConf(new Configuration(false));
            catalog.initialize("test", Map.of("uri", server.uri().toString()));
            catalog.createNamespace(Namespace.of("lake"));
            catalog.createTable(
                    TableIdentifier.of("lake", "calls"),
                    new Schema(Types.NestedField.optional(1, "value", Types.LongType.get())));
        }
        table = LakeTables.at(server.uri().toString()).named("calls");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tableGoesBackToTheNewestCommitThatTheCheckpointKnowsAndTheRestStaysUnderATag() {
        commit(JOB, 3);
        long wanted = commit(JOB, 5);
        commit(JOB, 9);
        long newest = commit(JOB, 12);

        TableRewind rewind = TableRewind.of(table, checkpoint(7));
        assertThat(rewind.target().snapshotId()).isEqualTo(wanted);
        assertThat(rewind.dropped()).hasSize(2);
        assertThat(rewind.text()).contains("back to snapshot " + wanted + " of checkpoint 5", "takes back 2 snapshots");
        assertThat(rewind.apply()).isEqualTo("before-rewind-" + newest);

        Table reloaded = LakeTables.at(server.uri().toString()).named("calls");
        assertThat(reloaded.currentSnapshot().snapshotId()).isEqualTo(wanted);
        assertThat(reloaded.currentSnapshot().summary()).containsEntry("total-records", "2");
        assertThat(reloaded.refs()).containsKey("before-rewind-" + newest);
        assertThat(TableRewind.of(reloaded, checkpoint(7)).apply())
                .as("nothing is left to do")
                .isNull();
    }

    @Test
    void commitOfTheCheckpointItselfStays() {
        commit(JOB, 3);
        long wanted = commit(JOB, 5);
        commit(JOB, 6);

        assertThat(TableRewind.of(table, checkpoint(5)).target().snapshotId()).isEqualTo(wanted);
    }

    @Test
    void commitsOfALaterJobGoWithTheOthers() {
        long wanted = commit(JOB, 5);
        commit(OTHER_JOB, 2);

        TableRewind rewind = TableRewind.of(table, new RestorePoint("s3://b/savepoint-012345-0", 6, "012345"));

        assertThat(rewind.target().snapshotId()).isEqualTo(wanted);
        assertThat(rewind.dropped()).hasSize(1);
    }

    @Test
    void aTableWithoutSuchACommitIsRefused() {
        commit(JOB, 5);

        assertThatThrownBy(() -> TableRewind.of(table, checkpoint(4)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has no commit of job " + JOB + " up to checkpoint 4");
    }

    @Test
    void rowsOfAnotherWriterAreNotTakenBack() {
        commit(JOB, 5);
        long other = append(Map.of());

        assertThatThrownBy(() -> TableRewind.of(table, checkpoint(5)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("snapshot " + other + " was made by another writer (append)");
    }

    @Test
    void aCommitThatCameAfterTheLookIsNotLost() {
        commit(JOB, 5);
        commit(JOB, 6);
        TableRewind rewind = TableRewind.of(table, checkpoint(5));
        commit(JOB, 7);

        assertThatThrownBy(rewind::apply).isInstanceOf(Refusal.class).hasMessageContaining("is the job stopped?");
    }

    private static RestorePoint checkpoint(long number) {
        RestorePoint point = RestorePoint.of("s3://bucket/checkpoints/" + JOB + "/chk-" + number, null);
        assertThat(point).isEqualTo(new RestorePoint(point.path(), number, JOB));
        return point;
    }

    private long commit(String job, long checkpoint) {
        return append(
                Map.of(SinkUtil.FLINK_JOB_ID, job, SinkUtil.MAX_COMMITTED_CHECKPOINT_ID, Long.toString(checkpoint)));
    }

    private long append(Map<String, String> summary) {
        var append = table.newAppend()
                .appendFile(DataFiles.builder(PartitionSpec.unpartitioned())
                        .withPath("file:/nowhere/" + files++ + ".parquet")
                        .withFileSizeInBytes(1)
                        .withRecordCount(1)
                        .build());
        summary.forEach(append::set);
        append.commit();
        table.refresh();
        return Objects.requireNonNull(table.currentSnapshot()).snapshotId();
    }
}
