/** Deliberate faults in the product, and the checks that must find them: a check that finds nothing proves nothing. */
@NullMarked
package io.matih.streaming.endtoend.sabotage;

import org.jspecify.annotations.NullMarked;
