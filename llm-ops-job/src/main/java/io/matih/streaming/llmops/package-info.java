/** Metrics of language model calls per tenant, provider and model. */
@NullMarked
package io.matih.streaming.llmops;

import org.jspecify.annotations.NullMarked;
