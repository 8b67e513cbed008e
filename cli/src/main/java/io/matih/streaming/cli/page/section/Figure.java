package io.matih.streaming.cli.page.section;

import com.fasterxml.jackson.annotation.JsonValue;

/** A measure and how it is written. */
public record Figure(Measure measure, Format format) {

    /** The page gets the number elsewhere; here it learns how to write it. */
    @JsonValue
    @Override
    public Format format() {
        return format;
    }
}
