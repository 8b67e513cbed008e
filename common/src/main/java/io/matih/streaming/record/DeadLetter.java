package io.matih.streaming.record;

/** A record that no aggregate can hold, on its way to the dead-letter topic. */
public final class DeadLetter {

    public KafkaRecord origin = new KafkaRecord();
    public RejectReason reason = RejectReason.MALFORMED_JSON;
    public String detail = "";

    public DeadLetter() {}

    public DeadLetter(KafkaRecord origin, RejectReason reason, String detail) {
        this.origin = origin;
        this.reason = reason;
        this.detail = detail;
    }
}
