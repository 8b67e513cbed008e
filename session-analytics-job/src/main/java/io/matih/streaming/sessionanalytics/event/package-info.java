/** What comes in: one change of a session's state, and how it is read. */
@NullMarked
package io.matih.streaming.sessionanalytics.event;

import org.jspecify.annotations.NullMarked;
