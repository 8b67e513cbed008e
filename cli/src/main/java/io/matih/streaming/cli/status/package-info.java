/** How a running demo is at one moment: what the terminal, the page and the JSON lines show. */
@NullMarked
package io.matih.streaming.cli.status;

import org.jspecify.annotations.NullMarked;
