package io.matih.streaming.cli.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the person in front of the terminal wants checked.
 *
 * @param fromOffsets the first offset by partition; those without one from their first record that is still there
 * @param from only windows that start then or later; null for all that the offsets hold wholly
 * @param until only windows that end then or earlier; null for those up to the newest in the table
 * @param patience how long to wait for the job to come to what its table and topics hold
 * @param rewound whether the job was taken back, so that late events and dead letters may be there more than once
 */
public record Choices(
        Map<Integer, Long> fromOffsets,
        @Nullable Instant from,
        @Nullable Instant until,
        Duration patience,
        boolean rewound) {}
