package io.matih.streaming.cdc.change;

import io.debezium.time.MicroTimestamp;
import io.debezium.time.Timestamp;
import io.debezium.time.ZonedTimestamp;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A timestamp of the source, in the form that Debezium gives it, which depends on the column's type and precision. */
final class TimestampValue {

    /** Debezium's infinity and all after it; PostgreSQL's last finite timestamps cannot be told from it. */
    private static final long INFINITE_MICROS = 9_223_372_036_000_000_000L;

    private TimestampValue() {}

    /** Microseconds since the epoch; null for {@code infinity} and {@code -infinity}. */
    static @Nullable Long micros(Object value, String column, String type) {
        return switch (type) {
            case Timestamp.SCHEMA_NAME -> finite(Math.multiplyExact((long) value, 1_000L));
            case MicroTimestamp.SCHEMA_NAME -> finite((long) value);
            case ZonedTimestamp.SCHEMA_NAME -> zoned((String) value);
            default -> throw new IllegalStateException(
                    "column " + column + ": expected a timestamp, but the source now has " + type);
        };
    }

    private static @Nullable Long finite(long micros) {
        return Math.abs(micros) >= INFINITE_MICROS ? null : micros;
    }

    private static @Nullable Long zoned(String text) {
        return text.endsWith("infinity")
                ? null
                : (Long) ChronoUnit.MICROS.between(
                        OffsetDateTime.parse("1970-01-01T00:00:00Z"), OffsetDateTime.parse(text));
    }
}
