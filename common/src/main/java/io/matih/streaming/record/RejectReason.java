package io.matih.streaming.record;

import java.util.Locale;

/** Why a record is a dead letter. A closed list: codes are part of the contract and never renamed; new ones are appended. */
public enum RejectReason {
    MALFORMED_JSON,
    NOT_AN_OBJECT,
    EMPTY_VALUE,
    MISSING_FIELD,
    WRONG_TYPE,
    OUT_OF_RANGE,
    INVALID_TIMESTAMP,
    FUTURE_TIMESTAMP,
    TOO_LARGE,
    TOO_DEEP;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The code as it stands in the {@code reason} header and in metric names, for example {@code malformed_json}. */
    public String code() {
        return code;
    }
}
