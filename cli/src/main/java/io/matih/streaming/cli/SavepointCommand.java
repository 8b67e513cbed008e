package io.matih.streaming.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code matih savepoint}: plans a savepoint of a deployed job. */
@Command(
        name = "savepoint",
        mixinStandardHelpOptions = true,
        description = "Plans a savepoint of a deployed job, which goes on.")
final class SavepointCommand implements Callable<Integer> {

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Override
    public Integer call() throws Exception {
        return options.run(options.plans().savepoint());
    }
}
