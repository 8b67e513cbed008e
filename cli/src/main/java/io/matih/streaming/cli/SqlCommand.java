package io.matih.streaming.cli;

import io.matih.streaming.cli.query.JsonRows;
import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.LakeTables;
import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.query.TextTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matih sql}: a query over the current files of the tables. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Runs a query (DuckDB's SQL) over the tables' current files. Times are UTC.",
        footer = {
            "",
            "Example:",
            "  ./matih sql \"SELECT model, sum(total_requests) FROM llm_operations_metrics GROUP BY model\""
        })
final class SqlCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CatalogOption catalog = new CatalogOption();

    @Option(names = "--json", description = "One JSON object per row.")
    private boolean json;

    @Parameters(paramLabel = "QUERY", description = "For example: SELECT * FROM llm_operations_metrics")
    private String query = "";

    @Override
    public Integer call() throws Exception {
        try (LakeTables tables = catalog.connect();
                LakeQuery lake = LakeQuery.over(tables.all())) {
            QueryResult result = lake.rows(query);
            spec.commandLine().getOut().print(json ? JsonRows.of(result) : TextTable.of(result));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
