package io.matih.streaming.cli.page;

import io.matih.streaming.cli.page.section.Section;
import java.util.List;

/**
 * The part of the page that belongs to one job.
 *
 * @param job its name
 * @param hint what to read while there is no row
 * @param injections its buttons
 */
public record JobSection(String job, String hint, List<Injection> injections, Section section) {}
