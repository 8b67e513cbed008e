package io.matih.streaming.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one source gives, by key and in its order, and what is wrong with the source itself. Never holds a key twice. */
final class GivenValues {

    private final Map<String, GivenValue> byKey = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    void add(String key, String text, String origin) {
        if (byKey.putIfAbsent(key, new GivenValue(text, origin)) != null) {
            addProblem(key + ": given twice (" + origin + "); give it once");
        }
    }

    void addProblem(String problem) {
        problems.add(problem);
    }

    /** Takes a key that is no option out. */
    @Nullable GivenValue remove(String key) {
        return byKey.remove(key);
    }

    Map<String, GivenValue> byKey() {
        return byKey;
    }

    List<String> problems() {
        return problems;
    }
}
