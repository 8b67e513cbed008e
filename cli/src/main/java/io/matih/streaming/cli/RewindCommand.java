package io.matih.streaming.cli;

import io.matih.streaming.cli.deployment.RestorePoint;
import io.matih.streaming.cli.deployment.Step;
import io.matih.streaming.cli.deployment.TableRewind;
import io.matih.streaming.cli.query.LakeTables;
import java.io.IOException;
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
            "With --catalog the table's snapshot is looked up; without, it is only described."
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
    private CatalogOption catalog = new CatalogOption();

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
        if (catalog.catalog == null) {
            options.refuseToApply("rewind needs --catalog, to take the table back");
            return options.run(options.plans()
                    .rewind(
                            point,
                            new Step.Note("Take the table " + table + " back to the newest snapshot of this job whose"
                                    + " flink.max-committed-checkpoint-id is\nat most " + point.checkpointId()
                                    + ". Give --catalog to have it looked up, and taken back with --apply.")));
        }
        try (LakeTables tables = catalog.connect()) {
            TableRewind rewind = TableRewind.of(tables.named(table), point);
            return options.run(
                    options.plans().rewind(point, new Step.Perform(rewind.text(), () -> again(point, table))));
        }
    }

    /** The job may have committed until it was stopped. */
    private void again(RestorePoint point, String table) throws IOException {
        try (LakeTables tables = catalog.connect()) {
            TableRewind.of(tables.named(table), point).apply();
        }
    }
}
