package io.matih.streaming.iceberg;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.options.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of the Iceberg catalog and of the writer. */
public final class IcebergOptions {

    /** How a job proves to a REST catalog who it is. */
    public enum Authentication {
        NONE,
        TOKEN,
        OAUTH2
    }

    /** Where the keys of the object store come from. */
    public enum StorageCredentials {
        /** The catalog hands out short-lived keys. */
        VENDED,
        /** Keys of {@code iceberg.s3.access-key-id} and {@code iceberg.s3.secret-access-key}. */
        STATIC,
        /** The environment of the process. */
        AMBIENT
    }

    public static final Option<CatalogType> CATALOG_TYPE = Option.choice("iceberg.catalog.type", CatalogType.class)
            .defaultValue(CatalogType.REST)
            .describedAs("Kind of the Iceberg catalog.");

    public static final Option<String> CATALOG_NAME = Option.text("iceberg.catalog.name")
            .defaultValue("polaris")
            .describedAs("Name of the catalog, as it stands in logs and metrics.");

    public static final Option<String> CATALOG_URI = Option.text("iceberg.catalog.uri")
            .optional()
            .describedAs("Address of a REST catalog, or JDBC URL of a catalog in a database.");

    public static final Option<String> WAREHOUSE = Option.text("iceberg.warehouse")
            .optional()
            .describedAs("Warehouse: its name in a REST catalog, otherwise the folder that holds the tables.");

    public static final Option<String> NAMESPACE = Option.text("iceberg.namespace")
            .defaultValue("matih_analytics")
            .describedAs("Namespace of the tables; created when absent.");

    public static final Option<Authentication> AUTHENTICATION = Option.choice("iceberg.auth", Authentication.class)
            .defaultValue(Authentication.OAUTH2)
            .describedAs("How the job proves to a REST catalog who it is.");

    public static final Option<String> OAUTH2_CLIENT_ID =
            Option.text("iceberg.oauth2.client-id").optional().describedAs("Client id for OAuth2 client credentials.");

    public static final Option<SecretReference> OAUTH2_CLIENT_SECRET = Option.secret("iceberg.oauth2.client-secret")
            .optional()
            .describedAs("Client secret for OAuth2 client credentials.");

    public static final Option<String> OAUTH2_SERVER_URI = Option.text("iceberg.oauth2.server-uri")
            .optional()
            .describedAs("Token endpoint; without it the catalog's own.");

    public static final Option<String> OAUTH2_SCOPE = Option.text("iceberg.oauth2.scope")
            .defaultValue("PRINCIPAL_ROLE:ALL")
            .describedAs("Scope of the OAuth2 token.");

    public static final Option<SecretReference> TOKEN =
            Option.secret("iceberg.token").optional().describedAs("Bearer token for a REST catalog.");

    public static final Option<String> JDBC_USER =
            Option.text("iceberg.jdbc.user").optional().describedAs("User of a catalog in a database.");

    public static final Option<SecretReference> JDBC_PASSWORD =
            Option.secret("iceberg.jdbc.password").optional().describedAs("Password of a catalog in a database.");

    public static final Option<StorageCredentials> STORAGE_CREDENTIALS = Option.choice(
                    "iceberg.storage-credentials", StorageCredentials.class)
            .defaultValue(StorageCredentials.VENDED)
            .describedAs("Where the keys of the object store come from; catalogs that are not REST cannot vend them.");

    public static final Option<SecretReference> S3_ACCESS_KEY_ID =
            Option.secret("iceberg.s3.access-key-id").optional().describedAs("Access key of the object store.");

    public static final Option<SecretReference> S3_SECRET_ACCESS_KEY =
            Option.secret("iceberg.s3.secret-access-key").optional().describedAs("Secret key of the object store.");

    public static final Option<String> S3_ENDPOINT = Option.text("iceberg.s3.endpoint")
            .optional()
            .describedAs("Address of the object store when it is not AWS.");

    public static final Option<String> S3_REGION =
            Option.text("iceberg.s3.region").optional().describedAs("Region of the object store.");

    public static final Option<Boolean> S3_PATH_STYLE_ACCESS = Option.flag("iceberg.s3.path-style-access")
            .defaultValue(false)
            .describedAs("Whether the bucket stands in the path instead of the host name.");

    public static final Option<Duration> CONNECT_TIMEOUT = Option.duration("iceberg.connect-timeout")
            .defaultValue(Duration.ofSeconds(10))
            .atLeast(Duration.ofSeconds(1))
            .describedAs("A REST catalog must take the connection within this time.");

    public static final Option<Duration> REQUEST_TIMEOUT = Option.duration("iceberg.request-timeout")
            .defaultValue(Duration.ofSeconds(60))
            .atLeast(Duration.ofSeconds(1))
            .describedAs("A REST catalog must answer within this time.");

    public static final Option<Duration> CREDENTIALS_LIFETIME = Option.duration("iceberg.credentials-lifetime")
            .defaultValue(Duration.ofMinutes(30))
            .atLeast(Duration.ofMinutes(1))
            .describedAs("File access asks the catalog for new credentials after this time;"
                    + " at most half of what the catalog grants.");

    public static final Option<Integer> SILENT_CHECKPOINTS = Option.integer("iceberg.watchdog.silent-checkpoints")
            .defaultValue(3)
            .atLeast(1)
            .unit("checkpoints")
            .describedAs("The job fails when so many completed checkpoints with rows brought no commit.");

    /** All of them. */
    public static final OptionGroup GROUP = OptionGroup.of(
                    "Iceberg",
                    CATALOG_TYPE,
                    CATALOG_NAME,
                    CATALOG_URI,
                    WAREHOUSE,
                    NAMESPACE,
                    AUTHENTICATION,
                    OAUTH2_CLIENT_ID,
                    OAUTH2_CLIENT_SECRET,
                    OAUTH2_SERVER_URI,
                    OAUTH2_SCOPE,
                    TOKEN,
                    JDBC_USER,
                    JDBC_PASSWORD,
                    STORAGE_CREDENTIALS,
                    S3_ACCESS_KEY_ID,
                    S3_SECRET_ACCESS_KEY,
                    S3_ENDPOINT,
                    S3_REGION,
                    S3_PATH_STYLE_ACCESS,
                    CONNECT_TIMEOUT,
                    REQUEST_TIMEOUT,
                    CREDENTIALS_LIFETIME,
                    SILENT_CHECKPOINTS)
            .checkedBy(IcebergOptions::missingValues);

    private IcebergOptions() {}

    private static List<String> missingValues(Settings settings) {
        List<String> problems = new ArrayList<>();
        CatalogType type = settings.of(CATALOG_TYPE);
        if (type != CatalogType.HADOOP) {
            require(settings, CATALOG_URI, CATALOG_TYPE, problems);
        }
        if (type != CatalogType.REST) {
            require(settings, WAREHOUSE, CATALOG_TYPE, problems);
        }
        if (type == CatalogType.REST && settings.of(AUTHENTICATION) == Authentication.OAUTH2) {
            require(settings, OAUTH2_CLIENT_ID, AUTHENTICATION, problems);
            require(settings, OAUTH2_CLIENT_SECRET, AUTHENTICATION, problems);
        }
        if (type == CatalogType.REST && settings.of(AUTHENTICATION) == Authentication.TOKEN) {
            require(settings, TOKEN, AUTHENTICATION, problems);
        }
        if (settings.of(STORAGE_CREDENTIALS) == StorageCredentials.STATIC) {
            require(settings, S3_ACCESS_KEY_ID, STORAGE_CREDENTIALS, problems);
            require(settings, S3_SECRET_ACCESS_KEY, STORAGE_CREDENTIALS, problems);
        }
        return problems;
    }

    private static void require(Settings settings, Option<?> needed, Option<?> because, List<String> problems) {
        if (settings.orNull(needed) == null) {
            problems.add(needed.key() + ": expected a value, because " + because.key() + " = "
                    + settings.printed().get(because.key()));
        }
    }

    /** How to reach the catalog. */
    static CatalogSettings catalog(Settings settings) {
        CatalogType type = settings.of(CATALOG_TYPE);
        CatalogSettings catalog = CatalogSettings.of(type, settings.of(CATALOG_NAME))
                .with("io-impl", "org.apache.iceberg.io.ResolvingFileIO")
                .with("s3.path-style-access", settings.of(S3_PATH_STYLE_ACCESS).toString());
        catalog = with(catalog, "uri", settings.orNull(CATALOG_URI));
        catalog = with(catalog, "warehouse", settings.orNull(WAREHOUSE));
        catalog = with(catalog, "s3.endpoint", settings.orNull(S3_ENDPOINT));
        catalog = with(catalog, "client.region", settings.orNull(S3_REGION));
        if (type == CatalogType.REST) {
            catalog = withRest(catalog, settings);
        }
        if (type == CatalogType.JDBC) {
            catalog = with(catalog, "jdbc.user", settings.orNull(JDBC_USER));
            catalog = withSecret(catalog, "jdbc.password", settings.orNull(JDBC_PASSWORD));
        }
        if (settings.of(STORAGE_CREDENTIALS) == StorageCredentials.STATIC) {
            catalog = withSecret(catalog, "s3.access-key-id", settings.orNull(S3_ACCESS_KEY_ID));
            catalog = withSecret(catalog, "s3.secret-access-key", settings.orNull(S3_SECRET_ACCESS_KEY));
        }
        return catalog;
    }

    private static CatalogSettings withRest(CatalogSettings base, Settings settings) {
        CatalogSettings catalog = base.with(
                        "rest.client.connection-timeout-ms",
                        Long.toString(settings.of(CONNECT_TIMEOUT).toMillis()))
                .with(
                        "rest.client.socket-timeout-ms",
                        Long.toString(settings.of(REQUEST_TIMEOUT).toMillis()));
        if (settings.of(STORAGE_CREDENTIALS) == StorageCredentials.VENDED) {
            catalog = catalog.with("header.X-Iceberg-Access-Delegation", "vended-credentials");
        }
        return switch (settings.of(AUTHENTICATION)) {
            case NONE -> catalog.with("rest.auth.type", "none");
            case TOKEN -> withSecret(catalog.with("rest.auth.type", "oauth2"), "token", settings.orNull(TOKEN));
            case OAUTH2 -> withClientCredentials(catalog.with("rest.auth.type", "oauth2"), settings);
        };
    }

    private static CatalogSettings withClientCredentials(CatalogSettings base, Settings settings) {
        CatalogSettings catalog = with(base, "oauth2-server-uri", settings.orNull(OAUTH2_SERVER_URI))
                .with("scope", settings.of(OAUTH2_SCOPE));
        SecretReference secret = settings.orNull(OAUTH2_CLIENT_SECRET);
        String clientId = settings.orNull(OAUTH2_CLIENT_ID);
        return secret == null ? catalog : catalog.withSecret("credential", clientId + ":", secret);
    }

    private static CatalogSettings with(CatalogSettings catalog, String property, @Nullable String value) {
        return value == null ? catalog : catalog.with(property, value);
    }

    private static CatalogSettings withSecret(
            CatalogSettings catalog, String property, @Nullable SecretReference reference) {
        return reference == null ? catalog : catalog.withSecret(property, reference);
    }
}
