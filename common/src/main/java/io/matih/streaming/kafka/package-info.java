/**
 * Both ends of a job that face Kafka: a source whose records are events or dead letters but never exceptions, watermarks
 * per partition, and exactly-once sinks that carry original records with headers that say what became of them.
 */
@NullMarked
package io.matih.streaming.kafka;

import org.jspecify.annotations.NullMarked;
