package io.matih.streaming.platform.database;

import java.io.Serial;

/** PostgreSQL does not run on this machine; the message says why in one line. */
public final class UnavailableDatabaseException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnavailableDatabaseException(Throwable cause) {
        super(message(cause), cause);
    }

    private static String message(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage());
        String remark = "root".equals(System.getProperty("user.name"))
                ? " (it refuses to run as root; a user namespace, as by unshare -U, must be allowed)"
                : "";
        return "PostgreSQL does not run here: " + reason.lines().findFirst().orElse(reason) + remark;
    }
}
