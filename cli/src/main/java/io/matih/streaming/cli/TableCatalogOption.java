package io.matih.streaming.cli;

import io.matih.streaming.cli.reconcile.IcebergTable;
import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where a deployed job's table is: by the options of the job itself, of which only those of the catalog are known. */
final class TableCatalogOption {

    private static final OptionSet KNOWN = OptionSet.of(IcebergOptions.GROUP);
    private static final String VARIABLES = "MATIH_ICEBERG_";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "An option of the catalog, as the job runs with, such as"
                    + " iceberg.catalog.uri=https://polaris/api/catalog; may be given many times. Secrets are given as"
                    + " file:/PATH or env:NAME.")
    private Map<String, String> values = new LinkedHashMap<>();

    /** Whether a catalog is named at all. */
    boolean isGiven(Map<String, String> environment) {
        return !values.isEmpty() || !ofCatalog(environment).isEmpty();
    }

    /**
     * Asks the catalog for the table.
     *
     * @throws io.matih.streaming.options.InvalidSettingsException when a value is not accepted
     * @throws Refusal when the catalog does not answer or has no such table
     */
    IcebergTable open(String table, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        values.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return IcebergTable.open(IcebergSettings.of(Settings.parse(KNOWN, ofCatalog(environment), arguments)), table);
    }

    /** Variables that are set for other commands name options that are not known here. */
    private static Map<String, String> ofCatalog(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(VARIABLES))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
