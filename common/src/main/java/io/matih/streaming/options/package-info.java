/** Typed options of a job, where their values come from, and what is said when they are wrong; knows nothing of Flink. */
@NullMarked
package io.matih.streaming.options;

import org.jspecify.annotations.NullMarked;
