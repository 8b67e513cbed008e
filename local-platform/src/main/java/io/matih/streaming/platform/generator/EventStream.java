package io.matih.streaming.platform.generator;

/** What one source topic carries; when and in which mixture is not its concern. */
public interface EventStream {

    /** The topic. */
    String topic();

    /**
     * Makes a record; the same arguments give the same record.
     *
     * <p>A good one happens within the 10 seconds before the moment, a late one at least two hours before it.
     *
     * @param kind any but {@link RecordKind#DUPLICATE}, which is a good one sent again, and {@link RecordKind#FILTERED}, which
     *     a stream makes now and then when it is asked for a good one
     * @param number tells the events apart
     * @param momentMillis when it is sent, in milliseconds since the epoch
     */
    GeneratedRecord make(RecordKind kind, long number, long momentMillis);
}
