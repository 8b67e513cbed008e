/** The table of agents' names, as versions in a topic: each name with the moment from which it is valid. */
@NullMarked
package io.matih.streaming.cdc.definitions;

import org.jspecify.annotations.NullMarked;
