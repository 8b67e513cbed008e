/** Measurements of single pieces; run {@code org.openjdk.jmh.Main} on this module's class path. */
@NullMarked
package io.matih.streaming.benchmark;

import org.jspecify.annotations.NullMarked;
