package io.matih.streaming.sessionanalytics.metric;

import static io.matih.streaming.sessionanalytics.event.SessionTransition.ABSENT;

import io.matih.streaming.sessionanalytics.event.SessionTransition;
import io.matih.streaming.sketch.DistinctSketch;
import io.matih.streaming.sketch.Distribution;
import io.matih.streaming.sketch.ValueCounts;
import io.matih.streaming.text.Utf8Text;
import io.matih.streaming.window.DistinctAccumulator;

/**
 * Sums over transitions, and counts of the sessions and users in them. A session counts once in each of the counts that
 * it belongs to, however many of its transitions say so. Sums that leave 64 bits throw.
 */
public final class SessionAnalyticsAccumulator
        extends DistinctAccumulator<SessionTransition, SessionAnalyticsAccumulator> {

    private static final int SESSIONS = 0;
    private static final int COMPLETED = 1;
    private static final int FAILED = 2;
    private static final int ABANDONED = 3;
    private static final int SESSIONS_OF_AGENT = 4;
    private static final int SESSIONS_OF_INTENT = 5;
    private static final int USERS = 6;

    private static final long SUMS_BYTES = 120;

    public long sessions;
    public long completedSessions;
    public long failedSessions;
    public long abandonedSessions;
    public long users;

    public long durationMillis;
    public long turns;
    public long turnsCount;

    public Distribution durations = new Distribution();
    public ValueCounts agents = new ValueCounts();
    public ValueCounts intents = new ValueCounts();
    public DistinctSketch sessionSketch = new DistinctSketch();
    public DistinctSketch userSketch = new DistinctSketch();

    @Override
    public void add(SessionTransition transition) {
        addSession(transition);
        if (transition.userId != null) {
            distinct(USERS, transition.userId);
        }
        if (transition.durationMillis != ABSENT) {
            durationMillis = Math.addExact(durationMillis, transition.durationMillis);
            durations.add((double) transition.durationMillis);
        }
        if (transition.turns != ABSENT) {
            turns = Math.addExact(turns, transition.turns);
            turnsCount++;
        }
    }

    private void addSession(SessionTransition transition) {
        Utf8Text session = transition.sessionId;
        distinct(SESSIONS, session);
        if (transition.completed) {
            distinct(COMPLETED, session);
        }
        if (transition.failed) {
            distinct(FAILED, session);
        }
        if (transition.abandoned) {
            distinct(ABANDONED, session);
        }
        if (transition.agentId != null) {
            distinct(SESSIONS_OF_AGENT, transition.agentId, session);
        }
        if (transition.intent != null) {
            distinct(SESSIONS_OF_INTENT, transition.intent, session);
        }
    }

    @Override
    protected void countDistinct(int set, String group, Utf8Text value) {
        switch (set) {
            case SESSIONS -> {
                sessions++;
                sessionSketch.add(value);
            }
            case COMPLETED -> completedSessions++;
            case FAILED -> failedSessions++;
            case ABANDONED -> abandonedSessions++;
            case SESSIONS_OF_AGENT -> agents.add(group);
            case SESSIONS_OF_INTENT -> intents.add(group);
            case USERS -> {
                users++;
                userSketch.add(value);
            }
            default -> throw new IllegalStateException("there is no set " + set);
        }
    }

    @Override
    public void merge(SessionAnalyticsAccumulator other) {
        sessions += other.sessions;
        completedSessions += other.completedSessions;
        failedSessions += other.failedSessions;
        abandonedSessions += other.abandonedSessions;
        users += other.users;
        durationMillis = Math.addExact(durationMillis, other.durationMillis);
        turns = Math.addExact(turns, other.turns);
        turnsCount += other.turnsCount;
        durations.merge(other.durations);
        agents.merge(other.agents);
        intents.merge(other.intents);
        sessionSketch.merge(other.sessionSketch);
        userSketch.merge(other.userSketch);
    }

    @Override
    public long sizeInBytes() {
        return SUMS_BYTES
                + durations.sizeInBytes()
                + agents.sizeInBytes()
                + intents.sizeInBytes()
                + sessionSketch.sizeInBytes()
                + userSketch.sizeInBytes();
    }
}
