package io.matih.streaming.sessionanalytics.metric;

import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.text.Utf8Text;

/** Transitions for tests: without anything optional until said otherwise. */
final class TransitionBuilder {

    private final SessionTransition transition = new SessionTransition();

    private TransitionBuilder(String sessionId) {
        transition.tenantId = "acme";
        transition.sessionId = Utf8Text.of(sessionId);
        transition.accept();
    }

    static TransitionBuilder aTransitionOf(String sessionId) {
        return new TransitionBuilder(sessionId);
    }

    TransitionBuilder completed() {
        transition.completed = true;
        return this;
    }

    TransitionBuilder failed() {
        transition.failed = true;
        return this;
    }

    TransitionBuilder abandoned() {
        transition.abandoned = true;
        return this;
    }

    TransitionBuilder user(String id) {
        transition.userId = Utf8Text.of(id);
        return this;
    }

    TransitionBuilder agent(String id) {
        transition.agentId = id;
        return this;
    }

    TransitionBuilder intent(String intent) {
        transition.intent = intent;
        return this;
    }

    TransitionBuilder duration(long millis) {
        transition.durationMillis = millis;
        return this;
    }

    TransitionBuilder turns(long turns) {
        transition.turns = turns;
        return this;
    }

    SessionTransition build() {
        return transition;
    }
}
