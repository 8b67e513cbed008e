package io.matih.streaming.iceberg;

import io.matih.streaming.options.Settings;
import java.time.Duration;
import org.apache.iceberg.flink.CatalogLoader;

/**
 * Where a job's tables are and how its writers behave.
 *
 * @param catalog makes the catalog client
 * @param namespace of the tables; dots separate its levels
 * @param credentialsLifetime how long file access uses the credentials of one load of the table
 * @param silentCheckpoints after so many completed checkpoints with rows but without a commit the job fails
 */
public record IcebergSettings(
        CatalogLoader catalog, String namespace, Duration credentialsLifetime, int silentCheckpoints) {

    /** The values of {@link IcebergOptions}. */
    public static IcebergSettings of(Settings settings) {
        return new IcebergSettings(
                new SecretCatalogLoader(IcebergOptions.catalog(settings)),
                settings.of(IcebergOptions.NAMESPACE),
                settings.of(IcebergOptions.CREDENTIALS_LIFETIME),
                settings.of(IcebergOptions.SILENT_CHECKPOINTS));
    }
}
