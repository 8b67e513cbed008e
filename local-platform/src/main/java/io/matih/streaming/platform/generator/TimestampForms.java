package io.matih.streaming.platform.generator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as different producers write them: most in UTC, some with an offset, some without a zone. */
public final class TimestampForms {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final DateTimeFormatter NO_ZONE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private TimestampForms() {}

    /** A time in one of the forms. */
    public static String anyOf(long epochMillis, Chance chance) {
        Instant time = Instant.ofEpochMilli(epochMillis);
        double form = chance.share();
        if (form < 0.9) {
            return UTC.format(time.atOffset(ZoneOffset.UTC));
        }
        return form < 0.96
                ? OFFSET.format(time.atOffset(ZoneOffset.ofHours(2)))
                : NO_ZONE.format(time.atOffset(ZoneOffset.UTC));
    }
}
