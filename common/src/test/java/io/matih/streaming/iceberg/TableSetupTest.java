package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.job.StartupRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSetupTest {

    private ScriptedCatalog loader;
    private Catalog catalog;

    @BeforeEach
    void openCatalog(@TempDir Path warehouse) {
        loader = ScriptedCatalog.in(warehouse);
        catalog = loader.loadCatalog();
    }

    private Table ensure() {
        return new TableSetup(catalog, ReadingsTable.NAMESPACE).ensure(Reading.TABLE);
    }

    private void existing(Schema schema) {
        ((SupportsNamespaces) catalog).createNamespace(Namespace.of(ReadingsTable.NAMESPACE));
        catalog.createTable(ReadingsTable.IDENTIFIER, schema, PartitionSpec.unpartitioned());
    }

    /** The expected schema after somebody else's changes to its columns. */
    private static Schema changed(Function<Types.NestedField, List<Types.NestedField>> change) {
        return new Schema(Reading.TABLE.schema().columns().stream()
                .flatMap(column -> change.apply(column).stream())
                .toList());
    }

    @Test
    void anAbsentTableIsCreatedAsDefined() {
        Table table = ensure();

        assertThat(table.schema().columns()).isEqualTo(Reading.TABLE.schema().columns());
        assertThat(table.schema().identifierFieldNames()).containsExactlyInAnyOrder("window_start", "tenant_id");
        assertThat(table.spec().fields())
                .extracting(Object::toString)
                .containsExactly("1000: window_start_day: day(1)");
        assertThat(table.sortOrder().fields())
                .extracting(Object::toString)
                .containsExactly("identity(2) ASC NULLS FIRST");
        assertThat(TableUtil.formatVersion(table)).isEqualTo(2);
        assertThat(table.properties())
                .containsEntry("write.format.default", "parquet")
                .containsEntry("write.parquet.compression-codec", "zstd")
                .containsEntry("write.metadata.delete-after-commit.enabled", "true")
                .containsEntry("write.metadata.previous-versions-max", "50")
                .containsEntry("commit.retry.num-retries", "12");
    }

    @Test
    void aTableThatIsThereIsTakenAsItIs() {
        Table first = ensure();

        assertThat(ensure().uuid()).isEqualTo(first.uuid());
    }

    @Test
    void jobsThatStartTogetherShareOneTable() throws Exception {
        ExecutorService jobs = Executors.newFixedThreadPool(4);
        try {
            Callable<String> job = () -> new TableSetup(loader.loadCatalog(), ReadingsTable.NAMESPACE)
                    .ensure(Reading.TABLE)
                    .uuid()
                    .toString();
            List<String> tables = new ArrayList<>();
            for (var started : jobs.invokeAll(List.of(job, job, job, job))) {
                tables.add(started.get());
            }
            assertThat(tables).hasSize(4).containsOnly(tables.get(0));
        } finally {
            jobs.shutdownNow();
        }
    }

    @Test
    void aLooserTableWithAnotherOrderAndMoreColumnsFits() {
        List<Types.NestedField> columns = new ArrayList<>();
        columns.add(Types.NestedField.optional(100, "added_by_somebody", Types.UUIDType.get()));
        Reading.TABLE.schema().columns().forEach(column -> columns.add(1, column.asOptional()));
        existing(new Schema(columns));

        assertThat(ensure().schema().columns()).hasSize(11);
    }

    @Test
    void oneMessageNamesEveryColumnThatDoesNotFit() {
        existing(changed(column -> switch (column.name()) {
            case "note" -> List.of();
            case "total" -> List.of(Types.NestedField.optional(column.fieldId(), "total", Types.StringType.get()));
            case "rate" -> List.of(column.asRequired());
            case "top" -> List.of(
                    Types.NestedField.optional(
                            column.fieldId(), "top", Types.ListType.ofOptional(50, Types.StringType.get())),
                    Types.NestedField.required(60, "theirs", Types.LongType.get()));
            default -> List.of(column);
        }));

        assertThatThrownBy(this::ensure)
                .isInstanceOf(StartupRefusedException.class)
                .hasMessage("table matih_analytics.readings does not fit: "
                        + "note: missing, expected string; "
                        + "total: expected long but is string; "
                        + "rate: expected double but is double not null; "
                        + "top: expected list<struct<value string, count long>> but is list<string>; "
                        + "theirs: the job does not know it, but it is long not null");
    }

    @Test
    void theColumnsAreDocumentedAsMarkdown() {
        assertThat(Reading.TABLE.markdown())
                .startsWith("| column | type | required | meaning |\n|---|---|---|---|\n"
                        + "| window_start | timestamptz | yes | start |\n")
                .contains("| note | string | no | a \\| b |\n")
                .endsWith("| top | array<struct<value string, count bigint>> | no | largest first |\n");
    }
}
