package io.matih.streaming.iceberg;

import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ServiceFailureException;

/** What a catalog may do with a commit, in the exceptions that the REST client makes of it. */
enum Fault {
    NONE(Effect.APPLIED, 200),
    TIMEOUT_APPLIED(Effect.APPLIED, Fault.NO_ANSWER),
    TIMEOUT_NOT_APPLIED(Effect.DROPPED, Fault.NO_ANSWER),
    TIMEOUT_APPLIED_LATE(Effect.LATE, Fault.NO_ANSWER),
    ERROR_400_APPLIED(Effect.APPLIED, 400),
    ERROR_400_NOT_APPLIED(Effect.DROPPED, 400),
    ERROR_400_APPLIED_LATE(Effect.LATE, 400),
    ERROR_401_NOT_APPLIED(Effect.DROPPED, 401),
    ERROR_401_APPLIED(Effect.APPLIED, 401),
    ERROR_409_APPLIED(Effect.APPLIED, 409),
    ERROR_409_NOT_APPLIED(Effect.DROPPED, 409),
    ERROR_409_APPLIED_LATE(Effect.LATE, 409),
    ERROR_500_APPLIED(Effect.APPLIED, 500),
    ERROR_500_NOT_APPLIED(Effect.DROPPED, 500),
    ERROR_503_NOT_APPLIED(Effect.DROPPED, 503),
    ERROR_504_APPLIED_LATE(Effect.LATE, 504),
    /** The catalog says that all is well but keeps nothing. */
    SWALLOWED(Effect.DROPPED, 200);

    /** What becomes of the request. */
    enum Effect {
        APPLIED,
        DROPPED,
        LATE
    }

    private static final int NO_ANSWER = 0;

    final Effect effect;
    private final int status;

    Fault(Effect effect, int status) {
        this.effect = effect;
        this.status = status;
    }

    /** Throws what the REST client makes of the answer, if it is not a good one. */
    void answer() {
        switch (status) {
            case 200 -> {}
            case 400 -> throw new BadRequestException("Malformed request: commit state unknown");
            case 401 -> throw new NotAuthorizedException("Not authorized: token expired");
            case 409 -> throw new CommitFailedException("Commit failed: changed");
            case NO_ANSWER -> throw new RESTException("Error occurred while processing POST request");
            default -> throw new CommitStateUnknownException(
                    new ServiceFailureException("Service failed: %s: busy", status));
        }
    }
}
