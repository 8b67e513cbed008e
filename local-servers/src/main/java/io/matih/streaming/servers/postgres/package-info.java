/** An embedded PostgreSQL server. */
@NullMarked
package io.matih.streaming.servers.postgres;

import org.jspecify.annotations.NullMarked;
