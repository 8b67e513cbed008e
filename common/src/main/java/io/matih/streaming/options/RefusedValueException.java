package io.matih.streaming.options;

import java.io.Serial;

/** Ends a check that reads a value which was refused by itself. */
final class RefusedValueException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RefusedValueException(String key) {
        super(key);
    }
}
