/** Series of faults on real processes: what strikes, what flows meanwhile, and what must hold afterwards. */
@NullMarked
package io.matih.streaming.endtoend.faults;

import org.jspecify.annotations.NullMarked;
