/** What comes in: one call of a language model, and how it is read. */
@NullMarked
package io.matih.streaming.llmops.event;

import org.jspecify.annotations.NullMarked;
