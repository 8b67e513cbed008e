/**
 * Exact tumbling windows: events are judged and pre-aggregated beside the source, partial results are merged per key
 * behind a guard that remembers the watermark over restarts.
 */
@NullMarked
package io.matih.streaming.pipeline;

import org.jspecify.annotations.NullMarked;
