package io.matih.streaming.window;

/** A row of the test aggregate. */
public record TestRow(String key, long start, long end, long sum, long inputRecords, long inputHash, int revision) {}
