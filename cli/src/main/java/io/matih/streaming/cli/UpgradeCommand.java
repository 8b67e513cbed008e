package io.matih.streaming.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matih upgrade}: plans another image or configuration of a deployed job. */
@Command(
        name = "upgrade",
        mixinStandardHelpOptions = true,
        description = "Plans another image, configuration or size of a deployed job; its state is kept.")
final class UpgradeCommand implements Callable<Integer> {

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Option(names = "--image", paramLabel = "IMAGE", description = "Default: the image that the overlay names.")
    @Nullable String image;

    @Override
    public Integer call() throws Exception {
        String wanted =
                image == null ? options.deployment().flink().at("/spec/image").asText() : image;
        return options.run(options.plans().upgrade(wanted));
    }
}
