package io.matih.streaming.cli.page.section;

import java.util.List;
import java.util.stream.Stream;

/**
 * One large number over all windows, and a line of small print.
 *
 * @param note in which each {@code {}} stands for one of the small figures
 */
public record Tile(String title, Figure figure, String note, List<Figure> noteFigures) {

    /** A tile with small print. */
    public static Tile of(String title, Figure figure, String note, Figure... noteFigures) {
        return new Tile(title, figure, note, List.of(noteFigures));
    }

    /** The large figure first. */
    Stream<Figure> figures() {
        return Stream.concat(Stream.of(figure), noteFigures.stream());
    }
}
