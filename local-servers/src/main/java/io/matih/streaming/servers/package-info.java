/** What the local servers share: the TCP ports of this machine. */
@NullMarked
package io.matih.streaming.servers;

import org.jspecify.annotations.NullMarked;
