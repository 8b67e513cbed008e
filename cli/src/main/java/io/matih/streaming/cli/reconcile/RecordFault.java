package io.matih.streaming.cli.reconcile;

/**
 * One record that is not where it belongs, or not only there.
 *
 * @param detail where it was found or should be, for a person; may be empty
 */
record RecordFault(Kind kind, Origin origin, String detail) {

    /** What is wrong about it. */
    enum Kind {
        /** It is nowhere. */
        LOST("lost"),
        /** It counts twice in one place. */
        DOUBLED("doubled"),
        /** It is in two places, or in one that it does not belong to. */
        MISPLACED("misplaced");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        return kind.text() + " " + origin + (detail.isEmpty() ? "" : ": " + detail);
    }
}
