package io.matih.streaming.platform;

import org.apache.flink.api.common.JobID;

/**
 * What is known of a job when it has been submitted.
 *
 * @param ledgers how many of its tasks keep a ledger
 * @param sourcePartitions how many partitions it reads, as far as the platform created them
 */
record SubmittedJob(String name, JobID id, int ledgers, int sourcePartitions) {}
