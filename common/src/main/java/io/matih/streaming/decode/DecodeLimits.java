package io.matih.streaming.decode;

import java.io.Serializable;

/**
 * How large and how deeply nested a record may be.
 *
 * @param maxBytes longest value in bytes, at least 1
 * @param maxDepth deepest nesting of objects and arrays, 1 to {@value #DEEPEST}; the top object is level 1
 */
public record DecodeLimits(int maxBytes, int maxDepth) implements Serializable {

    /** 900,000 bytes, 32 levels. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(900_000, 32);

    private static final int DEEPEST = 10_000;

    public DecodeLimits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: expected at least 1, but got " + maxBytes);
        }
        if (maxDepth < 1 || maxDepth > DEEPEST) {
            throw new IllegalArgumentException("maxDepth: expected 1 to " + DEEPEST + ", but got " + maxDepth);
        }
    }
}
