/** The database of the demo that changes are captured from, and what writes to it. */
@NullMarked
package io.matih.streaming.platform.database;

import org.jspecify.annotations.NullMarked;
