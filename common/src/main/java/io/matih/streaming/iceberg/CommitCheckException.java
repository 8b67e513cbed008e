package io.matih.streaming.iceberg;

import org.jspecify.annotations.Nullable;

/** Rows do not, or would not, reach the table although the sink reports no error. */
public final class CommitCheckException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitCheckException(String message) {
        super(message);
    }

    CommitCheckException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
