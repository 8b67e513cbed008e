/** Flink CDC's PostgreSQL source, made exact: snapshot and change stream meet without a gap or an overlap. */
@NullMarked
package io.matih.streaming.cdc.source;

import org.jspecify.annotations.NullMarked;
