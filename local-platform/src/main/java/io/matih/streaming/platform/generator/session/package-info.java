/** Changes of sessions that begin, go on through several phases and come to different ends. */
@NullMarked
package io.matih.streaming.platform.generator.session;

import org.jspecify.annotations.NullMarked;
