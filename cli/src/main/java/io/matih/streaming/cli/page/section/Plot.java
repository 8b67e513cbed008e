package io.matih.streaming.cli.page.section;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one line or bar of a chart.
 *
 * @param values of a line: one for each point in time, null without data; of a bar: one
 */
public record Plot(String name, Tone tone, List<@Nullable Double> values) {}
