/** Checks of everything in {@code deploy/} that can be checked without a cluster. */
@NullMarked
package io.matih.streaming.deploy;

import org.jspecify.annotations.NullMarked;
