/** What is computed: the accumulator, the row with its columns, and the key. */
@NullMarked
package io.matih.streaming.llmops.metric;

import org.jspecify.annotations.NullMarked;
