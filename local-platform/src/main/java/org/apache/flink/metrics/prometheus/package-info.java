/** In Flink's package, because only there a reporter's registry can be had. */
@NullMarked
package org.apache.flink.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
