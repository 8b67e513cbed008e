package io.matih.streaming.cli.page.section;

import static io.matih.streaming.cli.page.section.Format.COUNT;
import static io.matih.streaming.cli.page.section.Format.MILLIS;
import static io.matih.streaming.cli.page.section.Measure.countedQuantile;
import static io.matih.streaming.cli.page.section.Measure.perWindow;
import static io.matih.streaming.cli.page.section.Measure.sum;

import java.util.List;

/** What the page shows of the log of changes: its rows in windows of ten seconds, and the newest of them. */
final class TransitionSection {

    private static final String ROWS =
            """
            (SELECT time_bucket(INTERVAL 10 SECOND, coalesce(source_ts, captured_at)) AS window_start,
                window_start + INTERVAL 10 SECOND AS window_end,
                (op <> 'r')::BIGINT AS changes,
                (op = 'r')::BIGINT AS snapshot_rows,
                (op = 'c')::BIGINT AS inserts,
                (op = 'u')::BIGINT AS updates,
                (op = 'd')::BIGINT AS deletes,
                CASE WHEN op <> 'r' THEN [{'value': (epoch_ms(committed_at) - epoch_ms(source_ts))::VARCHAR,
                    'count': 1::BIGINT}] END AS row_lag_millis,
                CASE WHEN op <> 'r' THEN [{'value': (epoch_ms(captured_at) - epoch_ms(source_ts))::VARCHAR,
                    'count': 1::BIGINT}] END AS read_lag_millis,
                CASE WHEN op <> 'r' AND from_state IS NOT NULL THEN [{'value': from_state || ' → ' || to_state,
                    'count': 1::BIGINT}] END AS steps
            FROM {})""";

    private static final String NEWEST =
            """
            SELECT strftime(captured_at, '%Y-%m-%dT%H:%M:%S.%g') || lpad(coalesce(lsn, 0)::VARCHAR, 20, '0') || transition_id,
                CASE op WHEN 'r' THEN 'snapshot' WHEN 'c' THEN 'insert' WHEN 'u' THEN 'update' ELSE 'delete' END,
                transition_id, entity_id, from_state || ' → ' || to_state, trigger_reason,
                strftime(source_ts, '%H:%M:%S.%g'), strftime(captured_at, '%H:%M:%S.%g'),
                strftime(committed_at, '%H:%M:%S.%g')
            FROM {}""";

    static final Section SECTION = new Section(
            "State transitions",
            "What changes in PostgreSQL, and how soon it is in the lake",
            null,
            null,
            List.of(
                    Tile.of(
                            "Changes",
                            sum("changes").as(COUNT),
                            "{} per 10 s",
                            perWindow("changes").as(COUNT)),
                    Tile.of(
                            "Inserted",
                            sum("inserts").as(COUNT),
                            "{} updated · {} deleted",
                            sum("updates").as(COUNT),
                            sum("deletes").as(COUNT)),
                    Tile.of("Snapshot", sum("snapshot_rows").as(COUNT), "rows that were there before"),
                    Tile.of(
                            "Commit to row, p95",
                            rowLag(0.95),
                            "p50 {} · read in {}",
                            rowLag(0.50),
                            countedQuantile("read_lag_millis", 0.50).as(MILLIS))),
            List.of(
                    Chart.lines(
                            "Changes",
                            "per 10 s",
                            COUNT,
                            new Line("inserted", Tone.GOOD, perWindow("inserts")),
                            new Line("updated", Tone.PLAIN, perWindow("updates")),
                            new Line("deleted", Tone.BAD, perWindow("deletes"))),
                    Chart.lines(
                            "Commit to row",
                            "from PostgreSQL to Iceberg",
                            MILLIS,
                            new Line("p50", Tone.PLAIN, rowLag(0.50).measure()),
                            new Line("p95", Tone.LOST, rowLag(0.95).measure())),
                    Chart.ranking("Most frequent steps", "changes", "steps")),
            ROWS,
            new Listing(
                    "Newest changes",
                    List.of("Change", "Row", "Entity", "From → to", "Reason", "Committed", "Read", "In the table"),
                    NEWEST));

    private TransitionSection() {}

    private static Figure rowLag(double share) {
        return countedQuantile("row_lag_millis", share).as(MILLIS);
    }
}
