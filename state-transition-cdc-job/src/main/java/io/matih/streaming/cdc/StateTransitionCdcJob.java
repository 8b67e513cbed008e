package io.matih.streaming.cdc;

import io.matih.streaming.cdc.change.StateTransition;
import io.matih.streaming.cdc.change.TransitionDeserializer;
import io.matih.streaming.cdc.change.TransitionTable;
import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import io.matih.streaming.cdc.database.DatabaseCheck;
import io.matih.streaming.cdc.database.MissingSlot;
import io.matih.streaming.cdc.database.SlotWatch;
import io.matih.streaming.cdc.replay.ReplayFilter;
import io.matih.streaming.cdc.source.ExactSource;
import io.matih.streaming.iceberg.IcebergOutput;
import io.matih.streaming.iceberg.IcebergSettings;
import io.matih.streaming.job.JobLauncher;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.options.Settings;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** State transitions from PostgreSQL, every change once, into an Iceberg table. */
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

        ExactSource source = ExactSource.of(
                database, capture, CdcOptions.reading(settings), new TransitionDeserializer(Clock.systemUTC()));
        DataStream<StateTransition> changes = environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "transitions-read")
                .uid("transitions-read");

        DataStream<StateTransition> transitions = ReplayFilter.apply(changes, settings.of(CdcOptions.TRUNCATE));

        IcebergOutput.to(TransitionTable.LOG, IcebergSettings.of(settings))
                .append(SlotWatch.beside(transitions, database, capture), "transitions");
    }
}
