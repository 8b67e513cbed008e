package io.matih.streaming.cli;

import io.matih.streaming.cli.query.LakeTables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the tables are: in the running demo, unless an address is given. */
final class CatalogOption {

    @Option(
            names = "--catalog",
            paramLabel = "URI",
            description = "Address of an Iceberg REST catalog. Default: that of the running demo.")
    @Nullable String catalog;

    LakeTables connect() {
        return LakeTables.at(
                catalog == null
                        ? RunningDemo.find(MatihHome.directory(), "name a catalog with --catalog")
                                .catalog()
                        : catalog);
    }
}
