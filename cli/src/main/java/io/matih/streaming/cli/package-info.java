/** The {@code matih} command: options in, calls to the other packages, exit code out. */
@NullMarked
package io.matih.streaming.cli;

import org.jspecify.annotations.NullMarked;
