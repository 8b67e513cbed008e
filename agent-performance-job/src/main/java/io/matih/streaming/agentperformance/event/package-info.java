/** What comes in: one trace of an agent, and how it is read. */
@NullMarked
package io.matih.streaming.agentperformance.event;

import org.jspecify.annotations.NullMarked;
