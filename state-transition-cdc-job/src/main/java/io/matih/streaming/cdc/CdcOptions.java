package io.matih.streaming.cdc;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import io.matih.streaming.cdc.database.MissingSlot;
import io.matih.streaming.cdc.database.TlsMode;
import io.matih.streaming.cdc.replay.TruncatePolicy;
import io.matih.streaming.cdc.source.ReadSettings;
import io.matih.streaming.iceberg.IcebergOptions;
import io.matih.streaming.kafka.KafkaSecurityOptions;
import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.SecretReference;
import io.matih.streaming.options.Settings;
import java.time.Duration;

/** The options of this job. */
public final class CdcOptions {

    public static final Option<String> HOST =
            Option.text("postgres.host").required().describedAs("Host of the database server.");

    public static final Option<Integer> PORT = Option.integer("postgres.port")
            .defaultValue(5432)
            .atLeast(1)
            .atMost(65_535)
            .describedAs("Port of the database server.");

    public static final Option<String> DATABASE =
            Option.text("postgres.database").defaultValue("ai_service").describedAs("Name of the database.");

    public static final Option<String> USER =
            Option.text("postgres.user").required().describedAs("Role that may replicate and read the table.");

    public static final Option<SecretReference> PASSWORD =
            Option.secret("postgres.password").required().describedAs("Password of that role.");

    public static final Option<TlsMode> TLS_MODE = Option.choice("postgres.tls-mode", TlsMode.class)
            .defaultValue(TlsMode.PREFER)
            .describedAs("How the connection is protected, as PostgreSQL's sslmode.");

    public static final Option<String> SCHEMA = IdentifierOption.of("cdc.schema", "public", "Schema of the table.");

    public static final Option<String> TABLE =
            IdentifierOption.of("cdc.table", "fsm_state_transitions", "The table whose changes are captured.");

    public static final Option<String> SLOT =
            IdentifierOption.of("cdc.slot", "flink_fsm_cdc", "The job's replication slot; no other reader may use it.");

    public static final Option<String> PUBLICATION = IdentifierOption.of(
            "cdc.publication", "flink_fsm_cdc", "The publication of that table alone; the job never creates one.");

    public static final Option<MissingSlot> MISSING_SLOT = Option.choice("cdc.missing-slot", MissingSlot.class)
            .defaultValue(MissingSlot.CREATE)
            .describedAs("What to do when the slot does not exist and the job starts without state.");

    public static final Option<TruncatePolicy> TRUNCATE = Option.choice("cdc.truncate", TruncatePolicy.class)
            .defaultValue(TruncatePolicy.STOP)
            .describedAs("What to do when the table is truncated: stop, or count it and go on with the log as it is.");

    public static final Option<Integer> SNAPSHOT_CHUNK_ROWS = Option.integer("cdc.snapshot.chunk-rows")
            .defaultValue(8_096)
            .atLeast(2)
            .unit("rows")
            .describedAs("Rows that are read in one transaction and kept in memory until all of them are there.");

    public static final Option<Integer> SNAPSHOT_FETCH_ROWS = Option.integer("cdc.snapshot.fetch-rows")
            .defaultValue(1_024)
            .atLeast(1)
            .unit("rows")
            .describedAs("Rows in one answer of the database while the table is read.");

    public static final Option<Duration> HEARTBEAT_INTERVAL = Option.duration("cdc.heartbeat-interval")
            .defaultValue(Duration.ofSeconds(10))
            .atLeast(Duration.ofMillis(100))
            .describedAs("How often the job writes a few bytes into the database's log, so that the slot moves on while"
                    + " the table is not changed.");

    /** Those of the database and the change stream. */
    public static final OptionGroup GROUP = OptionGroup.of(
            "PostgreSQL",
            HOST,
            PORT,
            DATABASE,
            USER,
            PASSWORD,
            TLS_MODE,
            SCHEMA,
            TABLE,
            SLOT,
            PUBLICATION,
            MISSING_SLOT,
            TRUNCATE,
            SNAPSHOT_CHUNK_ROWS,
            SNAPSHOT_FETCH_ROWS,
            HEARTBEAT_INTERVAL);

    /** Everything that can be set. */
    public static final OptionSet ALL = OptionSet.of(
            GROUP,
            AgentDefinitionsOptions.DEFINITIONS,
            AgentDefinitionsOptions.KAFKA,
            KafkaSecurityOptions.ALL,
            IcebergOptions.GROUP);

    private CdcOptions() {}

    /** The database that the settings name. */
    static Database database(Settings settings) {
        return new Database(
                settings.of(HOST),
                settings.of(PORT),
                settings.of(DATABASE),
                settings.of(USER),
                settings.of(PASSWORD),
                settings.of(TLS_MODE));
    }

    /** What is captured. */
    static Capture capture(Settings settings) {
        return new Capture(settings.of(SCHEMA), settings.of(TABLE), settings.of(SLOT), settings.of(PUBLICATION));
    }

    /** How it is read. */
    static ReadSettings reading(Settings settings) {
        return new ReadSettings(
                settings.of(SNAPSHOT_CHUNK_ROWS), settings.of(SNAPSHOT_FETCH_ROWS), settings.of(HEARTBEAT_INTERVAL));
    }
}
