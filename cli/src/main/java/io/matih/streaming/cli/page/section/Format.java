package io.matih.streaming.cli.page.section;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the page writes a number. */
public enum Format {
    /** A count or a mean of counts. */
    @JsonProperty("count")
    COUNT,
    /** An amount in USD. */
    @JsonProperty("dollars")
    DOLLARS,
    /** A share from 0 to 1. */
    @JsonProperty("percent")
    PERCENT,
    /** Milliseconds, shown in seconds where they are many. */
    @JsonProperty("millis")
    MILLIS
}
