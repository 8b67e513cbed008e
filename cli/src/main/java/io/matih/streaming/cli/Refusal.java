package io.matih.streaming.cli;

import java.io.Serial;

/** Something the person in front of the terminal can put right; its one line says how. Ends the command with exit code 2. */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
