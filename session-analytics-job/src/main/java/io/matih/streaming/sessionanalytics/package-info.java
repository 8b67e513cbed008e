/** Metrics of sessions per tenant. */
@NullMarked
package io.matih.streaming.sessionanalytics;

import org.jspecify.annotations.NullMarked;
