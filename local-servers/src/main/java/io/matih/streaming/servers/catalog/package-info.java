/** An Iceberg REST catalog inside this process, over a warehouse in a local directory. */
@NullMarked
package io.matih.streaming.servers.catalog;

import org.jspecify.annotations.NullMarked;
