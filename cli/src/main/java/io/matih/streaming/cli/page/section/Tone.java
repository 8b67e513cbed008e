package io.matih.streaming.cli.page.section;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a line stands for, where its colour should say so. */
public enum Tone {
    /** Neither good nor bad. */
    @JsonProperty("plain")
    PLAIN,
    /** What one hopes for. */
    @JsonProperty("good")
    GOOD,
    /** What went wrong. */
    @JsonProperty("bad")
    BAD,
    /** What came to nothing. */
    @JsonProperty("lost")
    LOST
}
