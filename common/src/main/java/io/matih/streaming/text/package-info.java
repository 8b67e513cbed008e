/** Texts of records as UTF-8, without an object for each. */
@NullMarked
package io.matih.streaming.text;

import org.jspecify.annotations.NullMarked;
