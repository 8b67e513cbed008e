package io.matih.streaming.options;

import java.io.Serial;

/** A secret that is referred to but cannot be read; the message names the reference only. */
public final class UnavailableSecretException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnavailableSecretException(String message) {
        super(message);
    }

    UnavailableSecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
