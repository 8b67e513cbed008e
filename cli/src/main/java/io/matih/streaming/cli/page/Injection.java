package io.matih.streaming.cli.page;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;

/** What the buttons of the page do. */
@JsonFormat(shape = JsonFormat.Shape.OBJECT)
@JsonPropertyOrder({"kind", "label", "title"})
public enum Injection {
    /** A record whose window has ended. */
    LATE("Late record", "Its window has ended: it goes to the late topic"),
    /** A record that cannot be read. */
    POISON("Poison record", "It cannot be read: it becomes a dead letter"),
    /** Many records at once. */
    BURST("Burst", "Thousands of good records at once"),
    /** A row of the database gets other values. */
    UPDATE("Update a row", "The newest transition gets another end, in PostgreSQL"),
    /** A row of the database is deleted. */
    DELETE("Delete a row", "The newest transition is deleted in PostgreSQL"),
    /** An agent gets another name in the database. */
    RENAME("Rename an agent", "An agent gets a new name in PostgreSQL, for the windows from now on");

    /** Those of a job that reads a topic. */
    public static final List<Injection> OF_RECORDS = List.of(LATE, POISON, BURST);

    /** Those of a job that captures changes. */
    public static final List<Injection> OF_CHANGES = List.of(UPDATE, DELETE, RENAME);

    private final String label;
    private final String title;

    Injection(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /** What the page calls it. */
    @JsonProperty
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is on the button. */
    @JsonProperty
    public String label() {
        return label;
    }

    /** What becomes of it. */
    @JsonProperty
    public String title() {
        return title;
    }
}
