package io.matih.streaming.cdc.replay;

import java.io.Serial;

/** Says that the source table was truncated, which the log cannot show. */
public final class TruncatedTableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    TruncatedTableException(String message) {
        super(message);
    }
}
