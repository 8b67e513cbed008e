@NullMarked
package io.matih.streaming.benchmark.sidebyside;

import org.jspecify.annotations.NullMarked;
