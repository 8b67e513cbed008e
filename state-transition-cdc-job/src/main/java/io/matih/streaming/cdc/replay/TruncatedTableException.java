package io.matih.streaming.cdc.replay;

import java.io.Serial;

/** Says that a captured table was truncated, which does not tell which rows are gone. */
public final class TruncatedTableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public TruncatedTableException(String message) {
        super(message);
    }
}
