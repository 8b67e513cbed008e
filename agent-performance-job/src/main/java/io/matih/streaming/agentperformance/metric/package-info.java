/** What is computed: the accumulator, the row with its columns, and the key. */
@NullMarked
package io.matih.streaming.agentperformance.metric;

import org.jspecify.annotations.NullMarked;
