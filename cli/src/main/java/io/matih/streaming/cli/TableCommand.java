package io.matih.streaming.cli;

import io.matih.streaming.cli.query.JsonRows;
import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.LakeTables;
import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.query.SnapshotHistory;
import io.matih.streaming.cli.query.TableFiles;
import io.matih.streaming.cli.query.TextTable;
import org.apache.iceberg.Table;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code matih table}: rows and commits of one table. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(show | history)",
        description = "Shows the rows or the commits of a table.")
final class TableCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CatalogOption catalog = new CatalogOption();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "One JSON object per line.")
    private boolean json;

    @Option(
            names = "--limit",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            defaultValue = "20",
            description = "At most this many lines. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "expected: table show NAME or table history NAME");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "The rows of the newest windows, or the newest changes, first.")
    int show(
            @Mixin CatalogOption own,
            @Parameters(paramLabel = "TABLE", description = "With or without namespace.") String name)
            throws Exception {
        try (LakeTables tables = connect(own)) {
            Table table = tables.named(name);
            try (LakeQuery lake = LakeQuery.overFiles(table, TableFiles.of(table))) {
                print(lake.rows("SELECT * FROM " + LakeQuery.viewOf(table) + " ORDER BY " + newestFirst(table)
                        + " LIMIT " + limit));
            }
        }
        return 0;
    }

    @Command(name = "history", mixinStandardHelpOptions = true, description = "The commits, newest first.")
    int history(
            @Mixin CatalogOption own,
            @Parameters(paramLabel = "TABLE", description = "With or without namespace.") String name)
            throws Exception {
        try (LakeTables tables = connect(own)) {
            print(SnapshotHistory.of(tables.named(name), limit));
        }
        return 0;
    }

    /** By window, or in the order in which changes were read. */
    private static String newestFirst(Table table) {
        return table.schema().findField("captured_at") == null
                ? "\"" + table.schema().columns().get(0).name() + "\" DESC"
                : "captured_at DESC, lsn DESC NULLS LAST";
    }

    private LakeTables connect(CatalogOption own) {
        return own.catalog == null ? catalog.connect() : own.connect();
    }

    private void print(QueryResult result) {
        String text = json ? JsonRows.of(result) : TextTable.of(result);
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
