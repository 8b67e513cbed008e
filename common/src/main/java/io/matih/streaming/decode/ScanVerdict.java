package io.matih.streaming.decode;

import io.matih.streaming.record.RejectReason;
import org.jspecify.annotations.Nullable;

/** What a scan says of a whole document. */
enum ScanVerdict {
    OBJECT(null),
    NOT_AN_OBJECT(RejectReason.NOT_AN_OBJECT),
    MALFORMED(RejectReason.MALFORMED_JSON),
    TOO_DEEP(RejectReason.TOO_DEEP);

    private final @Nullable RejectReason reason;

    ScanVerdict(@Nullable RejectReason reason) {
        this.reason = reason;
    }

    /** Why a record with this verdict is a dead letter; null for a good one. */
    @Nullable RejectReason reason() {
        return reason;
    }
}
