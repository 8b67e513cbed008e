package io.matih.streaming.benchmark.sidebyside;

/**
 * One run of every round.
 *
 * @param series takes what it measures
 */
record Turn(Contender contender, FilledTopic topic, Series series) {}
