package io.matih.streaming.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a table holds now.
 *
 * @param dataFiles how many files
 * @param lastCommit null before the first
 */
public record TableState(long rows, long dataFiles, int snapshots, @Nullable Instant lastCommit) {}
