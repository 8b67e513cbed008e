package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The member names that documents had lately, each with the one that followed it. Of bounded size whatever the documents hold: a
 * name takes the slot of its hash from whatever was there. Not thread safe.
 */
final class MemberOrder {

    private static final int SLOTS = 128;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Where a bracket or comma is looked for, no document has this. */
    private static final byte[] NOWHERE = "}".getBytes(US_ASCII);

    private final MemberName beginning = new MemberName(NOWHERE, 0, NOWHERE.length, FieldSet.UNKNOWN);
    private final MemberName[] slots = new MemberName[SLOTS];

    MemberOrder() {
        Arrays.fill(slots, beginning);
    }

    /** What the first name of every document follows; stands nowhere itself. */
    MemberName beginning() {
        return beginning;
    }

    /**
     * Remembers that a name without escapes followed another.
     *
     * @param from the bracket or comma before the name
     * @param to where its value starts
     * @return the name; the previous one when the name is too long to be remembered
     */
    MemberName follow(MemberName previous, byte[] document, int from, int to, int field) {
        int length = to - from;
        if (length > MemberName.LONGEST_BYTES) {
            return previous;
        }
        int slot = slot(Words.head(document, from, length), length);
        MemberName name = slots[slot];
        if (!name.is(document, from, to)) {
            name = new MemberName(document, from, to, field);
            slots[slot] = name;
        }
        previous.follower(name);
        return name;
    }

    private static int slot(long head, int length) {
        return (int) (((head + length) * SPREAD) >>> Integer.SIZE) & (SLOTS - 1);
    }
}
