/** The kernel that every streaming job is built from; knows nothing of any job's domain. */
@NullMarked
package io.matih.streaming;

import org.jspecify.annotations.NullMarked;
