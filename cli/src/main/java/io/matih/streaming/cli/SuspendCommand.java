package io.matih.streaming.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code matih suspend}: plans to stop a deployed job. */
@Command(
        name = "suspend",
        mixinStandardHelpOptions = true,
        description = "Plans to stop a deployed job with a savepoint.")
final class SuspendCommand implements Callable<Integer> {

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Override
    public Integer call() throws Exception {
        return options.run(options.plans().suspend());
    }
}
