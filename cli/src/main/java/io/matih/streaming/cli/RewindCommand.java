package io.matih.streaming.cli;

import io.matih.streaming.cli.deployment.RestorePoint;
import io.matih.streaming.cli.deployment.Step;
import io.matih.streaming.cli.deployment.TableRewind;
import io.matih.streaming.cli.reconcile.IcebergTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matih rewind}: plans to take a deployed job and its table back together. */
@Command(
        name = "rewind",
        mixinStandardHelpOptions = true,
        description = {
            "Plans to take a deployed job and its table back to a checkpoint or savepoint, as one.",
            "With the options of the catalog the table's snapshot is looked up; without, it is only described."
        })
final class RewindCommand implements Callable<Integer> {

    private static final Map<String, String> TABLES = Map.of(
            "session-analytics", "session_analytics",
            "agent-performance", "agent_performance_metrics",
            "llm-ops", "llm_operations_metrics",
            "state-transition-cdc", "state_transition_log");

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private TableCatalogOption catalog = new TableCatalogOption();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "PATH",
            description = "A retained checkpoint (…/chk-N) or a savepoint, as Flink finds it.")
    private String from = "";

    @Option(
            names = "--metadata",
            paramLabel = "FILE",
            description = "A local copy of the file _metadata of that path. A savepoint on S3 needs it.")
    @Nullable Path metadata;

    @Override
    public Integer call() throws Exception {
        RestorePoint point = RestorePoint.of(from, metadata);
        String table = TABLES.getOrDefault(options.deployment().flink().name(), "");
        if (!catalog.isGiven(System.getenv())) {
            options.refuseToApply("rewind needs --set iceberg.catalog.uri=…, to take the table back");
            return options.run(options.plans()
                    .rewind(
                            point,
                            new Step.Note("Take the table " + table + " back to the newest snapshot of this job whose"
                                    + " flink.max-committed-checkpoint-id is\nat most " + point.checkpointId()
                                    + ". Give --set iceberg.catalog.uri=… to have it looked up, and taken back with"
                                    + " --apply.")));
        }
        try (IcebergTable opened = catalog.open(table, System.getenv())) {
            TableRewind rewind = TableRewind.of(opened.refreshed(), point);
            return options.run(
                    options.plans().rewind(point, new Step.Perform(rewind.text(), () -> again(point, table))));
        }
    }

    /** The job may have committed until it was stopped. */
    private void again(RestorePoint point, String table) {
        try (IcebergTable opened = catalog.open(table, System.getenv())) {
            TableRewind.of(opened.refreshed(), point).apply();
        }
    }
}
