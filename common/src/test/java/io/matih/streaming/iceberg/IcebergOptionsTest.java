package io.matih.streaming.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.options.InvalidSettingsException;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IcebergOptionsTest {

    private static Settings parse(String... arguments) {
        return Settings.parse(OptionSet.of(IcebergOptions.GROUP), Map.of(), List.of(arguments));
    }

    @Test
    void aRestCatalogWithClientCredentialsAndVendedKeysIsTheDefault() {
        Settings settings = parse(
                "--iceberg.catalog.uri", "https://polaris/api/catalog",
                "--iceberg.warehouse", "matih",
                "--iceberg.oauth2.client-id", "job",
                "--iceberg.oauth2.client-secret", "env:CLIENT_SECRET");

        assertThat(IcebergOptions.catalog(settings).toString())
                .isEqualTo("REST catalog polaris {io-impl=org.apache.iceberg.io.ResolvingFileIO,"
                        + " s3.path-style-access=false, uri=https://polaris/api/catalog, warehouse=matih,"
                        + " rest.client.connection-timeout-ms=10000, rest.client.socket-timeout-ms=60000,"
                        + " header.X-Iceberg-Access-Delegation=vended-credentials, rest.auth.type=oauth2,"
                        + " scope=PRINCIPAL_ROLE:ALL, credential=job:${env:CLIENT_SECRET}}");
    }

    @Test
    void aCatalogInADatabaseWithStaticKeysIsPossible() {
        Settings settings = parse(
                "--iceberg.catalog.type", "jdbc",
                "--iceberg.catalog.uri", "jdbc:postgresql://db/iceberg",
                "--iceberg.warehouse", "s3://bucket/tables",
                "--iceberg.jdbc.user", "job",
                "--iceberg.jdbc.password", "file:/secrets/db",
                "--iceberg.storage-credentials", "static",
                "--iceberg.s3.access-key-id", "file:/secrets/id",
                "--iceberg.s3.secret-access-key", "file:/secrets/key");

        assertThat(IcebergOptions.catalog(settings).toString())
                .startsWith("JDBC catalog polaris {")
                .contains("jdbc.user=job", "jdbc.password=${file:/secrets/db}")
                .contains("s3.access-key-id=${file:/secrets/id}", "s3.secret-access-key=${file:/secrets/key}")
                .doesNotContain("vended");
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        assertThatThrownBy(() -> parse("--iceberg.storage-credentials", "static"))
                .isInstanceOfSatisfying(InvalidSettingsException.class, failure -> assertThat(failure.problems())
                        .containsExactly(
                                "iceberg.catalog.uri: expected a value, because iceberg.catalog.type = rest",
                                "iceberg.oauth2.client-id: expected a value, because iceberg.auth = oauth2",
                                "iceberg.oauth2.client-secret: expected a value, because iceberg.auth = oauth2",
                                "iceberg.s3.access-key-id: expected a value, because"
                                        + " iceberg.storage-credentials = static",
                                "iceberg.s3.secret-access-key: expected a value, because"
                                        + " iceberg.storage-credentials = static"));
    }
}
