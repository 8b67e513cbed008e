package io.matih.streaming.cdc.database;

import java.util.Locale;

/** How the connection to the database is protected; as PostgreSQL's {@code sslmode}. */
public enum TlsMode {
    DISABLE,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** The value of {@code sslmode}. */
    public String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
