package io.matih.streaming.benchmark.sidebyside;

/** How large a topic is to be. */
record TopicSize(long events, int partitions) {}
