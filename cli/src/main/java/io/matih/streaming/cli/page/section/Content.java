package io.matih.streaming.cli.page.section;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a chart draws. */
public interface Content {

    /** The columns that it needs. */
    Set<String> columns();

    /** The numbers to draw. */
    List<Plot> plots(Timeline timeline);

    /** One line for each group of the section. */
    record GroupLines(Measure measure) implements Content {

        @Override
        public Set<String> columns() {
            return measure.columns();
        }

        @Override
        public List<Plot> plots(Timeline timeline) {
            return timeline.groups().stream()
                    .map(group -> new Plot(group, Tone.PLAIN, timeline.group(group, measure)))
                    .toList();
        }
    }

    /** Named lines over all rows. */
    record NamedLines(List<Line> lines) implements Content {

        @Override
        public Set<String> columns() {
            return columnsOf(lines);
        }

        @Override
        public List<Plot> plots(Timeline timeline) {
            return lines.stream().map(line -> line.over(timeline)).toList();
        }
    }

    /** Named bars over all rows and windows. */
    record NamedBars(List<Line> lines) implements Content {

        @Override
        public Set<String> columns() {
            return columnsOf(lines);
        }

        @Override
        public List<Plot> plots(Timeline timeline) {
            return lines.stream().map(line -> line.inTotal(timeline)).toList();
        }
    }

    /** The most frequent values of a column that holds lists of values and counts, over all windows. */
    record Ranking(String column) implements Content {

        private static final int MOST_BARS = 6;

        @Override
        public Set<String> columns() {
            return Set.of(column);
        }

        @Override
        public List<Plot> plots(Timeline timeline) {
            return timeline.total().counts(column).entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST_BARS)
                    .map(each -> new Plot(
                            each.getKey(),
                            Tone.PLAIN,
                            Timeline.values(each.getValue().doubleValue())))
                    .toList();
        }
    }

    private static Set<String> columnsOf(List<Line> lines) {
        return lines.stream().flatMap(line -> line.measure().columns().stream()).collect(Collectors.toSet());
    }
}
