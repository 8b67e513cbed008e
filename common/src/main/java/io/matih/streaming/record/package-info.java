/** What comes out of a source topic: the record as Kafka holds it, what a job made of it, and where it may end. */
@NullMarked
package io.matih.streaming.record;

import org.jspecify.annotations.NullMarked;
