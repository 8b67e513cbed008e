/** Proxies on 127.0.0.1 that disturb what passes between clients and a server, as a bad network does. */
@NullMarked
package io.matih.streaming.servers.proxy;

import org.jspecify.annotations.NullMarked;
