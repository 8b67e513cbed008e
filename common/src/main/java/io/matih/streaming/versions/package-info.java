/** Values that change over time: each row gets the version that was valid at its moment, the same one in each replay. */
@NullMarked
package io.matih.streaming.versions;

import org.jspecify.annotations.NullMarked;
