package io.matih.streaming.options;

import java.util.List;

/** A check of values that depend on each other. */
@FunctionalInterface
public interface SettingsCheck {

    /**
     * One line for each problem: the keys, what is expected and what came; empty when all is well. Not asked when a value
     * that it reads was refused by itself.
     */
    List<String> problems(Settings settings);
}
