package io.matih.streaming.cdc;

import io.matih.streaming.cdc.change.StateTransition;
import io.matih.streaming.cdc.change.TransitionDeserializer;
import io.matih.streaming.cdc.change.TransitionTable;
import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import io.matih.streaming.cdc.database.DatabaseCheck;
import io.matih.streaming.cdc.database.MissingSlot;
import io.matih.streaming.cdc.database.SlotWatch;
import io.matih.streaming.cdc.definitions.DefinitionCapture;
import io.matih.streaming.cdc.definitions.DefinitionColumns;
import io.matih.streaming.cdc.replay.ReplayFilter;
import io.matih.streaming.cdc.source.ExactSource;
import io.matih.streaming.iceberg.IcebergOutput;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.job.JobLauncher;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.kafka.CompactedTopic;
import io.matih.streaming.kafka.KafkaOptions;
import io.matih.streaming.options.Settings;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** State transitions from PostgreSQL, every change once, into an Iceberg table; and agents' names into a topic, if wanted. */
public final class StateTransitionCdcJob {

    /** Name, options and definition, for whoever starts it. */
    public static final StreamingJob JOB =
            new StreamingJob("state-transition-cdc", CdcOptions.ALL, StateTransitionCdcJob::define);

    private StateTransitionCdcJob() {}

    public static void main(String[] arguments) throws Exception {
        JobLauncher.run(JOB, arguments);
    }

    private static void define(StreamExecutionEnvironment environment, Settings settings) {
        Database database = CdcOptions.database(settings);
        Capture capture = CdcOptions.capture(settings);
        boolean restored = environment.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH) != null;
        new DatabaseCheck(database, capture)
                .require(restored ? MissingSlot.REFUSE : settings.of(CdcOptions.MISSING_SLOT));

        ExactSource<StateTransition> source = ExactSource.of(
                database, capture, CdcOptions.reading(settings), new TransitionDeserializer(Clock.systemUTC()));
        DataStream<StateTransition> changes = environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "transitions-read")
                .uid("transitions-read");

        DataStream<StateTransition> transitions = ReplayFilter.apply(changes, settings.of(CdcOptions.TRUNCATE));

        IcebergOutput.to(TransitionTable.LOG, IcebergSettings.of(settings))
                .append(SlotWatch.beside(transitions, database, capture), "transitions");

        if (AgentDefinitionsOptions.isOn(settings)) {
            captureDefinitions(environment, settings, database);
        }
    }

    /** A slot that is missing although the capture has state is noticed by its source; here it may be new. */
    private static void captureDefinitions(
            StreamExecutionEnvironment environment, Settings settings, Database database) {
        Capture capture = AgentDefinitionsOptions.capture(settings);
        DefinitionColumns columns = AgentDefinitionsOptions.columns(settings);
        CompactedTopic topic = AgentDefinitionsOptions.topic(settings);
        new DatabaseCheck(database, capture, columns.shape()).require(settings.of(CdcOptions.MISSING_SLOT));
        topic.ensure(settings.of(KafkaOptions.MISSING_TOPICS));
        topic.write(
                DefinitionCapture.versions(
                        environment,
                        database,
                        capture,
                        columns,
                        CdcOptions.reading(settings),
                        settings.of(CdcOptions.TRUNCATE)),
                "definitions-write");
    }
}
