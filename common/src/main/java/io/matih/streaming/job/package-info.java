/** How a job starts: its definition, the environment it may rely on, and how it refuses to start. */
@NullMarked
package io.matih.streaming.job;

import org.jspecify.annotations.NullMarked;
