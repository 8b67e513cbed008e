/** Calls of language models, as several tenants with very different habits make them. */
@NullMarked
package io.matih.streaming.platform.generator.llm;

import org.jspecify.annotations.NullMarked;
