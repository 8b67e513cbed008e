package io.matih.streaming.sessionanalytics.metric;

import io.matih.streaming.sessionanalytics.event.SessionTransition;

/** What one row is about, besides its window. */
public record SessionAnalyticsKey(String tenantId) {

    /** The key of a transition. */
    public static SessionAnalyticsKey of(SessionTransition transition) {
        return new SessionAnalyticsKey(transition.tenantId);
    }

    /** Decides which task holds a key's state, so it is written out: it must be the same in every JVM. */
    @Override
    public int hashCode() {
        return tenantId.hashCode();
    }
}
