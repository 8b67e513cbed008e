package io.matih.streaming.job;

import java.io.Serial;

/**
 * Says to a person why a job does not start and what to do about it: what was found, where, and the remedy, without
 * secrets. Carries no stack trace, because nobody needs one for it.
 */
public final class StartupRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StartupRefusedException(String message) {
        super(message, null, false, false);
    }
}
