package io.matih.streaming.options;

/**
 * A value as somebody wrote it.
 *
 * @param origin where, for a person: {@code argument --a.b}, {@code environment variable MATIH_A_B} or {@code file conf.yaml}
 */
record GivenValue(String text, String origin) {}
