package io.matih.streaming.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.status.LedgerLine;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeLedgerTest {

    private final ChangeLedger ledger = new ChangeLedger("this-run");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Table table;

    @BeforeEach
    void createTable() {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("lake"));
        table = catalog.createTable(
                TableIdentifier.of("lake", "log"),
                new Schema(Types.NestedField.required(1, "id", Types.StringType.get())));
    }

    @Test
    void whatIsReadIsWrittenOrWaitsForTheNextCommits() {
        commit("this-run", 1, 400);

        assertThat(look(405).text()).isEqualTo("read 405 = written 400 + uncommitted 5  ok");
    }

    @Test
    void nothingIsKnownBeforeTheTasksHaveCounted() {
        assertThat(ledger.look(OptionalLong.empty(), OptionalLong.empty(), null, OptionalLong.empty()))
                .isNull();
    }

    @Test
    void changeThatIsMissingAfterThreeCommitsIsLost() {
        commit("this-run", 1, 10);
        look(15);
        commit("this-run", 2, 1);
        commit("this-run", 3, 1);
        assertThat(look(17).difference()).isZero();

        commit("this-run", 4, 1);

        assertThat(look(18).text()).isEqualTo("read 18 = written 13 + uncommitted 5  DIFFERENCE 2");
    }

    @Test
    void rowThatWasNeverReadIsDoubled() {
        commit("this-run", 1, 11);

        assertThat(look(10).difference()).isEqualTo(-1);
    }

    @Test
    void rowsOfEarlierRunsCountOnBothSides() {
        commit("run-before", 9, 100);
        commit("this-run", 10, 5);

        assertThat(look(7).text()).isEqualTo("read 107 = written 105 + uncommitted 2  ok");
    }

    @Test
    void countBeginsAnewWithTheCheckpointThatTasksGoOnFrom() {
        commit("this-run", 1, 10);
        look(12);
        commit("this-run", 2, 2);
        LedgerLine before = look(20);

        // The tasks have failed and read from checkpoint 2 on: 8 changes come again.
        assertThat(look(OptionalLong.of(2), 0)).isEqualTo(before);
        commit("this-run", 3, 8);

        assertThat(look(OptionalLong.of(2), 9).text()).isEqualTo("read 21 = written 20 + uncommitted 1  ok");
    }

    private LedgerLine look(long read) {
        return look(OptionalLong.empty(), read);
    }

    private LedgerLine look(OptionalLong checkpoint, long read) {
        return Objects.requireNonNull(ledger.look(checkpoint, OptionalLong.of(read), table, OptionalLong.of(read)));
    }

    private void commit(String jobId, long checkpoint, long rows) {
        AppendFiles append = table.newAppend()
                .appendFile(DataFiles.builder(PartitionSpec.unpartitioned())
                        .withPath("/lake/" + jobId + "-" + checkpoint + ".parquet")
                        .withFileSizeInBytes(1)
                        .withRecordCount(rows)
                        .build());
        append.set("flink.job-id", jobId);
        append.set("flink.max-committed-checkpoint-id", Long.toString(checkpoint));
        append.commit();
    }
}
