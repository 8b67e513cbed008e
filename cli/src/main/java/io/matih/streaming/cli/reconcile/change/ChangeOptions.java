package io.matih.streaming.cli.reconcile.change;

import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.options.Settings;

/** Those options of the job that captures changes which say where its table and its log are; named as there. */
public final class ChangeOptions {

    static final Option<String> HOST =
            Option.text("postgres.host").required().describedAs("Host of the database server.");

    static final Option<Integer> PORT =
            Option.integer("postgres.port").defaultValue(5432).describedAs("Port of the database server.");

    static final Option<String> DATABASE =
            Option.text("postgres.database").defaultValue("ai_service").describedAs("Name of the database.");

    static final Option<String> USER =
            Option.text("postgres.user").required().describedAs("Role that may read the table.");

    static final Option<SecretReference> PASSWORD =
            Option.secret("postgres.password").required().describedAs("Password of that role.");

    static final Option<String> TLS_MODE = Option.text("postgres.tls-mode")
            .defaultValue("prefer")
            .describedAs("How the connection is protected, as PostgreSQL's sslmode.");

    static final Option<String> SCHEMA =
            Option.text("cdc.schema").defaultValue("public").describedAs("Schema of the table.");

    static final Option<String> TABLE = Option.text("cdc.table")
            .defaultValue("fsm_state_transitions")
            .describedAs("The table whose changes are captured.");

    static final Option<String> SLOT =
            Option.text("cdc.slot").defaultValue("flink_fsm_cdc").describedAs("The job's replication slot.");

    /** All of them. */
    public static final OptionSet ALL = OptionSet.of(
            OptionGroup.of("PostgreSQL", HOST, PORT, DATABASE, USER, PASSWORD, TLS_MODE, SCHEMA, TABLE, SLOT),
            IcebergOptions.GROUP);

    private ChangeOptions() {}

    static SourceDatabase database(Settings settings) {
        return new SourceDatabase(
                settings.of(HOST),
                settings.of(PORT),
                settings.of(DATABASE),
                settings.of(USER),
                settings.of(PASSWORD),
                // The job knows its modes as an enumeration; as text they are the same.
                settings.printed().getOrDefault(TLS_MODE.key(), "prefer"));
    }
}
