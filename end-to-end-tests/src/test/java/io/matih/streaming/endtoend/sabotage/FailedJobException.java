package io.matih.streaming.endtoend.sabotage;

/** The job did not go on by itself. */
final class FailedJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedJobException(String message) {
        super(message);
    }
}
