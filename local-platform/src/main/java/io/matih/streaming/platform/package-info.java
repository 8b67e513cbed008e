/** Everything a job needs, in this process: Kafka, an Iceberg catalog and a Flink cluster. */
@NullMarked
package io.matih.streaming.platform;

import org.jspecify.annotations.NullMarked;
