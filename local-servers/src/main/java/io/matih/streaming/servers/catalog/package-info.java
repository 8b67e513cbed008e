/** An Iceberg REST catalog inside this process, over a warehouse in a local directory or an object store. */
@NullMarked
package io.matih.streaming.servers.catalog;

import org.jspecify.annotations.NullMarked;
