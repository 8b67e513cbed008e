/** Seeded traffic for the source topics, with everything in it that can be wrong with a record, counted. */
@NullMarked
package io.matih.streaming.platform.generator;

import org.jspecify.annotations.NullMarked;
