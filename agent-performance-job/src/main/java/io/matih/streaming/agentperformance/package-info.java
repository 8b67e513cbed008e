/** Metrics of agents' work per tenant and agent. */
@NullMarked
package io.matih.streaming.agentperformance;

import org.jspecify.annotations.NullMarked;
