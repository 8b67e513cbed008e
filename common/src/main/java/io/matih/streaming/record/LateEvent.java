package io.matih.streaming.record;

/** A good event whose window had ended before it came, on its way to the late topic. Times are epoch milliseconds. */
public final class LateEvent {

    public KafkaRecord origin = new KafkaRecord();
    public long windowStartMillis;
    /** Exclusive. */
    public long windowEndMillis;
    /** The watermark that judged it; {@code windowEndMillis <= watermarkMillis}. */
    public long watermarkMillis;

    public LateEvent() {}

    public LateEvent(KafkaRecord origin, long windowStartMillis, long windowEndMillis, long watermarkMillis) {
        this.origin = origin;
        this.windowStartMillis = windowStartMillis;
        this.windowEndMillis = windowEndMillis;
        this.watermarkMillis = watermarkMillis;
    }
}
