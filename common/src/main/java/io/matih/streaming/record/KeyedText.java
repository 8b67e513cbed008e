package io.matih.streaming.record;

/** A record that is to be written to a topic; of records with the same key only the newest counts. */
public record KeyedText(String key, String value) {}
