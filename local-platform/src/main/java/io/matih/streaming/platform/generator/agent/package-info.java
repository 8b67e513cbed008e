/** Traces of agents, which work fast or slowly, well or badly, and each with its own tools. */
@NullMarked
package io.matih.streaming.platform.generator.agent;

import org.jspecify.annotations.NullMarked;
