/**
 * A stream's job beside Flink SQL: same topic, same machine, one process each, in turns. {@link
 * io.matih.streaming.benchmark.sidebyside.SideBySide} starts it.
 */
@NullMarked
package io.matih.streaming.benchmark.sidebyside;

import org.jspecify.annotations.NullMarked;
