package io.matih.streaming.endtoend.faults;

import java.util.List;

/**
 * What the books say.
 *
 * @param lost what has not come out within the bound, or is no longer in the source
 * @param doubled what has come out more than once
 * @param misplaced what has come out with other content than it should, or should not have come out there
 */
record Verdict(List<String> lost, List<String> doubled, List<String> misplaced) {

    static final Verdict CLEAN = new Verdict(List.of(), List.of(), List.of());

    boolean isClean() {
        return equals(CLEAN);
    }
}
