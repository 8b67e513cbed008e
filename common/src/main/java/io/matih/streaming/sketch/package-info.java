/** Mergeable state for statistics over a window: exact where that is possible, and never dependent on the order of events. */
@NullMarked
package io.matih.streaming.sketch;

import org.jspecify.annotations.NullMarked;
