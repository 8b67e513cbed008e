package io.matih.streaming.cli.page.section;

/** A measure with a name of its own in a chart. */
public record Line(String name, Tone tone, Measure measure) {

    Plot over(Timeline timeline) {
        return new Plot(name, tone, timeline.all(measure));
    }

    Plot inTotal(Timeline timeline) {
        return new Plot(name, tone, Timeline.values(measure.of(timeline.total(), timeline.windowCount())));
    }
}
