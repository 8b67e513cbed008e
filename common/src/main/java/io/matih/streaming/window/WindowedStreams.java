package io.matih.streaming.window;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.LateEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What comes out of a windowed job. Every input record is in one row, one late event or one dead letter, or was counted
 * as filtered.
 *
 * @param rows one row per key and window, with revisions where lateness is allowed
 * @param lateEvents good events whose window had ended, with their original records
 * @param deadLetters records that could not be read, with the reason
 */
public record WindowedStreams<R>(
        DataStream<R> rows, DataStream<LateEvent> lateEvents, DataStream<DeadLetter> deadLetters) {}
