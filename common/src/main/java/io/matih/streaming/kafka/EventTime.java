package io.matih.streaming.kafka;

import java.time.Duration;

/**
 * How a source tells event time.
 *
 * @param outOfOrderness how far a partition's watermark stays behind its largest event time
 * @param idleTimeout how long a partition may go without an accepted record before it stops holding the watermark
 * @param futureSkew how far an event may be ahead of its Kafka record timestamp
 * @param alignment how far partitions may run ahead of the slowest one
 */
public record EventTime(Duration outOfOrderness, Duration idleTimeout, Duration futureSkew, Alignment alignment) {}
