/** Corrected classes of Debezium, which stand ahead of its own on the class path. */
@NullMarked
package io.debezium.connector.postgresql.connection;

import org.jspecify.annotations.NullMarked;
