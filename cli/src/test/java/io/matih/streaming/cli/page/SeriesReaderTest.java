package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.LocalTable;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {

    private static final long EIGHT = Instant.parse("2026-01-01T08:00:00Z").toEpochMilli();
    private static final long QUARTER_MILLIS = 900_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void addsTenantsOfAModelAndKeepsModelsAndWindowsApart() throws Exception {
        LocalTable local = LocalTable.in(directory);
        SeriesReader reader = new SeriesReader(local::table);
        local.append(LocalTable.window("2026-01-01 08:00:00+00", "b", 3, 1, "0.5"));
        local.append(LocalTable.window("2026-01-01 08:00:00+00", "b", 1, 0, "0.25"));
        reader.read();
        local.append(LocalTable.window("2026-01-01 08:15:00+00", "a", 4, 0, "1"));

        Series series = reader.read();

        assertThat(series.windowMillis()).isEqualTo(QUARTER_MILLIS);
        assertThat(series.points()).containsExactly(EIGHT, EIGHT + QUARTER_MILLIS);
        assertThat(series.models()).extracting(Series.Model::name).containsExactly("a", "b");
        assertThat(series.models().get(1).points())
                .containsExactly(new Series.Point(EIGHT, 4, 0.75, 0.25, null, null, null));
        assertThat(series.total().requests()).isEqualTo(8);
    }

    @Test
    void manyWindowsSharePointsThatAreMeansPerWindow() throws Exception {
        LocalTable local = LocalTable.in(directory);
        for (int quarter = 0; quarter < 96; quarter++) {
            String start =
                    Instant.ofEpochMilli(EIGHT + quarter * QUARTER_MILLIS).toString();
            local.append(LocalTable.window(start, "a", quarter % 4, 0, "1"));
        }

        Series series = new SeriesReader(local::table).read();

        assertThat(series.stepMillis()).isEqualTo(4 * QUARTER_MILLIS);
        assertThat(series.windowCount()).isEqualTo(96);
        assertThat(series.models().get(0).points())
                .hasSize(24)
                .allMatch(point -> point.requests() == 1.5 && point.costUsd() == 1);
    }

    @Test
    void tableThatDoesNotExistYetHasNoWindows() throws Exception {
        assertThat(new SeriesReader(() -> null).read().points()).isEmpty();
    }

    @Test
    void tableWithoutACommitHasNoWindows() throws Exception {
        LocalTable local = LocalTable.in(directory);

        assertThat(new SeriesReader(local::table).read().points()).isEmpty();
    }
}
