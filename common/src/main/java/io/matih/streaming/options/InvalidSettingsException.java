package io.matih.streaming.options;

import java.io.Serial;
import java.util.List;

/** Says everything that is wrong with the settings at once, one line for each problem, without secrets and stack trace. */
public final class InvalidSettingsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super("The settings are not valid:\n  - " + String.join("\n  - ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** One line each: key, what came from where, what was expected or what to do. */
    public List<String> problems() {
        return problems;
    }
}
