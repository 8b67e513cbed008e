package io.matih.streaming.benchmark.sidebyside;

/**
 * A topic with calls.
 *
 * @param calls how many calls are in windows that end
 * @param records all records: the calls and the one in each partition that ends their windows
 * @param rows how many rows a job makes of the calls: the different windows, tenants, providers and models
 */
record FilledTopic(String name, long calls, long records, long rows) {}
