/** Where every input record ended: {@code read = aggregated + filtered + late + dead-lettered}. */
@NullMarked
package io.matih.streaming.accounting;

import org.jspecify.annotations.NullMarked;
