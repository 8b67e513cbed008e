package io.matih.streaming.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups of values by number, so that each is compared once and then known by a number. The empty one is 0. */
final class GroupNumbers {

    static final int NO_GROUP = 0;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> groups = new ArrayList<>();

    /** The number of a group, which gets one when it has none. */
    int numberOf(String group) {
        if (group.isEmpty()) {
            return NO_GROUP;
        }
        Integer number = numbers.get(group);
        if (number == null) {
            groups.add(group);
            number = groups.size();
            numbers.put(group, number);
        }
        return number;
    }

    String group(int number) {
        return number == NO_GROUP ? "" : groups.get(number - 1);
    }

    /** Forgets all groups. */
    void clear() {
        if (!groups.isEmpty()) {
            numbers.clear();
            groups.clear();
        }
    }
}
