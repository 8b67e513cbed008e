/** The topology that all windowed jobs share, from their topic to their table. */
@NullMarked
package io.matih.streaming.pipeline;

import org.jspecify.annotations.NullMarked;
