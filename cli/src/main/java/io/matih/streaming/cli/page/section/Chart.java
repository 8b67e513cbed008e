package io.matih.streaming.cli.page.section;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;

/**
 * A chart.
 *
 * @param unit what the numbers are, in a few words
 * @param content which columns it is made of
 */
@JsonIgnoreProperties("content")
public record Chart(String title, String unit, Format format, Shape shape, Axis axis, Content content) {

    /** How the numbers are drawn. */
    public enum Shape {
        /** Over event time, a line for each group of the section; one legend serves all of these. */
        @JsonProperty("groups")
        GROUPS,
        /** Over event time, a few lines with names of their own. */
        @JsonProperty("lines")
        LINES,
        /** Each bar also as a share of the first. */
        @JsonProperty("funnel")
        FUNNEL,
        /** The longest bar first. */
        @JsonProperty("ranking")
        RANKING
    }

    /** Where the upright axis begins. */
    public enum Axis {
        @JsonProperty("zero")
        FROM_ZERO,
        /** Below the smallest value, for what is always far from zero. */
        @JsonProperty("fitted")
        FITTED
    }

    /** A line for each group. */
    public static Chart byGroup(String title, String unit, Figure figure) {
        Content content = new Content.GroupLines(figure.measure());
        return new Chart(title, unit, figure.format(), Shape.GROUPS, Axis.FROM_ZERO, content);
    }

    /** Some lines over all rows. */
    public static Chart lines(String title, String unit, Format format, Line... lines) {
        return new Chart(title, unit, format, Shape.LINES, Axis.FROM_ZERO, new Content.NamedLines(List.of(lines)));
    }

    /** Some bars over all rows and windows, of which the first is the whole. */
    public static Chart funnel(String title, String unit, Line... lines) {
        return new Chart(
                title, unit, Format.COUNT, Shape.FUNNEL, Axis.FROM_ZERO, new Content.NamedBars(List.of(lines)));
    }

    /** The most frequent values of a column that is a list of values and counts. */
    public static Chart ranking(String title, String unit, String column) {
        return new Chart(title, unit, Format.COUNT, Shape.RANKING, Axis.FROM_ZERO, new Content.Ranking(column));
    }

    /** The same chart with an axis that need not begin at zero. */
    public Chart fitted() {
        return new Chart(title, unit, format, shape, Axis.FITTED, content);
    }

    Set<String> columns() {
        return content.columns();
    }

    List<Plot> plots(Timeline timeline) {
        return content.plots(timeline);
    }
}
