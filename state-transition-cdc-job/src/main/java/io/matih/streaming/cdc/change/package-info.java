/** A change of a row: what it holds, how it is read from the change stream, and the table it is written to. */
@NullMarked
package io.matih.streaming.cdc.change;

import org.jspecify.annotations.NullMarked;
