/** Black-box tests: packaged jobs in processes of their own, with a real broker and a real catalog. */
@NullMarked
package io.matih.streaming.endtoend;

import org.jspecify.annotations.NullMarked;
