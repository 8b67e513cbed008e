package io.matih.streaming.platform.generator.session;

import io.matih.streaming.platform.generator.Chance;

/**
 * One step in the life of a session; a function of the event's number, so that any of them can be made without those before it. Records
 * that are put in by hand have negative numbers.
 *
 * <p>Sessions run side by side in lanes, one after the other in each. Every other event belongs to a few busy lanes, whose
 * sessions are soon over, the rest to many quiet ones, whose sessions last from one window into the next.
 *
 * @param stage from 0, the start, to the last of the session's stages, its end
 */
record SessionStep(Session session, int stage) {

    private static final int BUSY_LANES = 120;
    private static final int QUIET_LANES = 3_000;

    private static final long LANE = 3;
    private static final int FEWEST_STAGES = 4;
    private static final int STAGES_SPREAD = 7;

    static SessionStep of(long seed, long number) {
        boolean busy = Math.floorMod(number, 2) == 0;
        int lanes = busy ? BUSY_LANES : QUIET_LANES;
        int firstLane = busy ? 0 : BUSY_LANES;
        long eventOfPace = Math.floorDiv(number, 2);
        long lane = (long) firstLane + Math.floorMod(eventOfPace, lanes);

        Chance ofLane = new Chance(seed, lane, LANE);
        int stages = FEWEST_STAGES + (int) ofLane.below(STAGES_SPREAD);
        // Lanes are at different stages, so that sessions do not all begin at once.
        long position = Math.floorDiv(eventOfPace, lanes) + ofLane.below(stages);
        long sessionNumber = Math.floorDiv(position, stages) * (BUSY_LANES + QUIET_LANES) + lane;
        return new SessionStep(Session.of(seed, sessionNumber, stages), Math.floorMod(position, stages));
    }

    /** The state that the session comes from. */
    String fromState() {
        return stage == 0 ? "created" : session.stateAt(stage - 1);
    }

    /** The state that the session comes to. */
    String toState() {
        return session.stateAt(stage);
    }

    boolean isEnd() {
        return stage == session.stages() - 1;
    }
}
