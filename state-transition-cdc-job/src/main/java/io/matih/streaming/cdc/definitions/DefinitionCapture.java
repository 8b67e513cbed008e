package io.matih.streaming.cdc.definitions;

import io.matih.streaming.cdc.database.Capture;
import io.matih.streaming.cdc.database.Database;
import io.matih.streaming.cdc.database.SlotWatch;
import io.matih.streaming.cdc.replay.TruncatePolicy;
import io.matih.streaming.cdc.source.ExactSource;
import io.matih.streaming.cdc.source.ReadSettings;
import io.matih.streaming.record.KeyedText;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The table of agents' names as records of a topic. Everything runs in one task, because the order counts: progress says
 * that what it speaks of has been written.
 */
public final class DefinitionCapture {

    /** Rows of windows wait for progress, so it is told more often than a slot would need. */
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

    private DefinitionCapture() {}

    /** Versions of names, and progress about once in a second. */
    public static DataStream<KeyedText> versions(
            StreamExecutionEnvironment environment,
            Database database,
            Capture capture,
            DefinitionColumns columns,
            ReadSettings reading,
            TruncatePolicy truncatePolicy) {
        ExactSource<DefinitionChange> source =
                ExactSource.of(database, capture, often(reading), new DefinitionDeserializer(columns));
        DataStream<DefinitionChange> changes = environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "definitions-read")
                .uid("definitions-read")
                .setParallelism(1);
        return SlotWatch.beside(changes, database, capture, "definitions-slot-watch")
                .keyBy(DefinitionKey::of, TypeInformation.of(DefinitionKey.class))
                .process(new VersionStamper(truncatePolicy))
                .name("definitions-stamp")
                .uid("definitions-stamp")
                .setParallelism(1);
    }

    private static ReadSettings often(ReadSettings reading) {
        Duration interval = reading.heartbeatInterval();
        return interval.compareTo(PROGRESS_INTERVAL) <= 0
                ? reading
                : new ReadSettings(reading.chunkRows(), reading.fetchRows(), PROGRESS_INTERVAL);
    }
}
