package io.matih.streaming.endtoend;

import java.time.Duration;
import java.util.List;

/** What is sent to a source topic, by a clock of its own. */
public interface Script {

    /** The records of the next so many minutes. */
    List<ScriptedRecord> next(Duration span);

    /** One good record in each partition, an hour later: it ends all windows before. */
    List<ScriptedRecord> closing();

    /** How far the script has come, in milliseconds since 1970. */
    long nowMillis();

    /** Good in all but their time, in each partition, which is far ahead of their Kafka timestamps. */
    List<ScriptedRecord> farFuture();

    /** Some good records in one partition from a producer whose clock is an hour ahead. */
    List<ScriptedRecord> clockAhead();

    /**
     * From now on there is one partition more. Its first record is as new as the newest of all, so that no window that may
     * have ended waits for this partition.
     */
    List<ScriptedRecord> addPartition();
}
