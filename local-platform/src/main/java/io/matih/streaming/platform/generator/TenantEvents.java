package io.matih.streaming.platform.generator;

/** Makes up the events of one topic. */
@FunctionalInterface
public interface TenantEvents {

    /**
     * An event that is good in every respect; the same arguments give the same event.
     *
     * @param number tells the events apart
     * @param eventMillis when it happens, in milliseconds since the epoch
     */
    TenantEvent make(long number, long eventMillis, Chance chance);

    /** Whose event it is, which is the record's key, and its fields. */
    record TenantEvent(String tenantId, JsonFields fields) {}
}
