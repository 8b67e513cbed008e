package io.matih.streaming.benchmark.sidebyside;

/**
 * A topic with the events of a stream.
 *
 * @param records all records: the events and the one in each partition that ends their windows
 * @param rows how many rows a job makes of the events: the different windows and keys
 * @param counted what the counts of these rows are together: the events kept, or the sessions of each window
 */
record FilledTopic(MeasuredStream stream, String name, long records, long rows, long counted) {}
