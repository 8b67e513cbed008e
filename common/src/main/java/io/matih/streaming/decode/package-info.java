/**
 * Strict and fast reading of JSON records: from bytes to the typed fields of an event, or to the one reason why the record
 * is a dead letter. Nothing here throws on data, and a good record costs no allocation beyond the texts not seen lately.
 */
@NullMarked
package io.matih.streaming.decode;

import org.jspecify.annotations.NullMarked;
