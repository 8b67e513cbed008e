/**
 * Exact tumbling windows: events are judged and pre-aggregated beside the source, partial results are merged per key
 * behind a judge that remembers the watermark over restarts, distinct values are counted in shards.
 */
@NullMarked
package io.matih.streaming.window;

import org.jspecify.annotations.NullMarked;
