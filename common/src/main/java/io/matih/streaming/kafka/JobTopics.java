package io.matih.streaming.kafka;

/** The topics of one job: what it reads and where the records go that it cannot aggregate. */
public record JobTopics(String source, String deadLetter, String late) {}
