/** Reads Iceberg tables back: SQL over their current files, and their history. */
@NullMarked
package io.matih.streaming.cli.query;

import org.jspecify.annotations.NullMarked;
