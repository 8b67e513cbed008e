package io.matih.streaming.cli.page;

import io.matih.streaming.cli.page.section.Section;

/**
 * The part of the page that belongs to one job.
 *
 * @param job its name
 * @param hint what to read while no window has ended
 */
public record JobSection(String job, String hint, Section section) {}
