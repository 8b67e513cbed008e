package io.matih.streaming.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code matih resume}: plans to let a suspended job go on. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Plans to let a suspended job go on where it stopped.")
final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Override
    public Integer call() throws Exception {
        return options.run(options.plans().resume());
    }
}
