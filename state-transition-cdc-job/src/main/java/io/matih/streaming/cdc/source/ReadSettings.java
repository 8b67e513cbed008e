package io.matih.streaming.cdc.source;

import java.time.Duration;

/**
 * How the table and its changes are read.
 *
 * @param chunkRows rows that are read in one transaction and kept in memory until all of them are there
 * @param fetchRows rows in one answer of the database
 * @param heartbeatInterval how often the job writes into the log, so that an unchanged table does not hold the log back
 */
public record ReadSettings(int chunkRows, int fetchRows, Duration heartbeatInterval) {}
