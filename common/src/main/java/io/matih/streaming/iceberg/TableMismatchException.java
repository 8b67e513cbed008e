package io.matih.streaming.iceberg;

/** A table that exists but cannot take a job's rows. The job does not start: somebody has to change the table or the name. */
public final class TableMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TableMismatchException(String message) {
        super(message);
    }
}
