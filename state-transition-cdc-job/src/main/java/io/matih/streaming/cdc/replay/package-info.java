/** What a restart makes the server send again is dropped here. */
@NullMarked
package io.matih.streaming.cdc.replay;

import org.jspecify.annotations.NullMarked;
