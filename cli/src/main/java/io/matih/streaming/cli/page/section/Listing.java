package io.matih.streaming.cli.page.section;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The newest rows of a table, as text.
 *
 * @param columns their headings
 * @param query of the view {@code {}}, with no order: first a text that is greater for newer rows, then a text for each column
 */
@JsonIgnoreProperties("query")
public record Listing(String title, List<String> columns, String query) {}
