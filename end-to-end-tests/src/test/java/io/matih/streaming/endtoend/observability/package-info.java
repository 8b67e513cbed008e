/** Metrics, dashboards and alerts: what is shown and watched is what jobs export. */
@NullMarked
package io.matih.streaming.endtoend.observability;

import org.jspecify.annotations.NullMarked;
