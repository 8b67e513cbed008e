package io.matih.streaming.platform.generator;

/** Which part of the records is not simply good, each from 0 to 1 and together at most 1. */
public record Shares(double late, double duplicate, double malformed, double future) {

    /** What a lively platform sees. */
    public static final Shares USUAL = new Shares(0.01, 0.01, 0.005, 0.002);

    /** Good records only. */
    public static final Shares NONE = new Shares(0, 0, 0, 0);

    public Shares {
        double sum = late + duplicate + malformed + future;
        boolean negative = late < 0 || duplicate < 0 || malformed < 0 || future < 0;
        if (negative || !(sum <= 1)) {
            throw new IllegalArgumentException("shares: expected 0 to 1 each and together, but got late " + late
                    + ", duplicate " + duplicate + ", malformed " + malformed + ", future " + future);
        }
    }

    /** The kind that a number from 0 to 1 falls on. */
    RecordKind kindAt(double point) {
        double rest = point - late;
        if (rest < 0) {
            return RecordKind.LATE;
        }
        rest -= duplicate;
        if (rest < 0) {
            return RecordKind.DUPLICATE;
        }
        rest -= malformed;
        if (rest < 0) {
            return RecordKind.MALFORMED;
        }
        return rest < future ? RecordKind.FUTURE : RecordKind.GOOD;
    }
}
