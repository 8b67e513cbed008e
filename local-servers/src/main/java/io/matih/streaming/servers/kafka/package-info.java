/** A real one-node Kafka broker inside this process, and the certificates and users that its secured listeners need. */
@NullMarked
package io.matih.streaming.servers.kafka;

import org.jspecify.annotations.NullMarked;
