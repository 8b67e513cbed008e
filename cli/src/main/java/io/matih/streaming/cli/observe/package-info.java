/** Prometheus beside the demo. */
@NullMarked
package io.matih.streaming.cli.observe;

import org.jspecify.annotations.NullMarked;
