package io.matih.streaming.sessionanalytics;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;
import io.matih.streaming.sessionanalytics.event.SessionTransition.Vocabulary;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What can be set about the meaning of the words in an event. */
public final class SessionAnalyticsOptions {

    public static final Option<String> ENTITY_TYPE = Option.text("session.entity-type")
            .defaultValue("session_phase")
            .describedAs("Events whose `entity_type` is another one are filtered.");

    public static final Option<Set<String>> COMPLETED_STATES = Option.texts("session.completed-states")
            .defaultValue(inOrder("completed"))
            .describedAs("A session that comes to one of these states is completed.");

    public static final Option<Set<String>> FAILED_STATES = Option.texts("session.failed-states")
            .defaultValue(inOrder("failed", "error"))
            .describedAs("A session that comes to one of these states has failed.");

    public static final Option<Set<String>> ABANDONED_STATES = Option.texts("session.abandoned-states")
            .defaultValue(inOrder("abandoned", "expired"))
            .describedAs("A session that comes to one of these states is abandoned.");

    public static final Option<Set<String>> SYSTEM_ACTORS = Option.texts("session.system-actors")
            .defaultValue(inOrder("system"))
            .describedAs("Who is no user when named in `triggered_by`.");

    /** All of the above. */
    public static final OptionGroup ALL =
            OptionGroup.of("Sessions", ENTITY_TYPE, COMPLETED_STATES, FAILED_STATES, ABANDONED_STATES, SYSTEM_ACTORS);

    private SessionAnalyticsOptions() {}

    /** What the settings say. */
    static Vocabulary vocabulary(Settings settings) {
        return new Vocabulary(
                settings.of(ENTITY_TYPE),
                settings.of(COMPLETED_STATES),
                settings.of(FAILED_STATES),
                settings.of(ABANDONED_STATES),
                settings.of(SYSTEM_ACTORS));
    }

    /** Keeps the order, for the reference page. */
    private static Set<String> inOrder(String... texts) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(texts)));
    }
}
