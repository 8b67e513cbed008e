package io.matih.streaming.platform.generator;

import java.util.List;

/**
 * Events that share a topic with those of a job and are not for it.
 *
 * @param share of the good records, from 0 to 1
 * @param field by which the job tells them apart
 * @param values what it has in such an event
 */
public record OtherEvents(double share, String field, List<String> values) {

    /** For a topic that has none. */
    public static final OtherEvents NONE = new OtherEvents(0, "", List.of());

    public OtherEvents {
        values = List.copyOf(values);
    }

    /** Makes an event one of these now and then; says whether it did. */
    boolean replace(JsonFields fields, Chance chance) {
        boolean replaced = chance.happens(share);
        if (replaced) {
            fields.text(field, chance.oneOf(values));
        }
        return replaced;
    }
}
