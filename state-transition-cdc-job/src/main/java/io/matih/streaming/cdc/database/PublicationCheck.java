package io.matih.streaming.cdc.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the publication holds the captured table, all of it and nothing else. */
final class PublicationCheck {

    private static final int FILTERS_SINCE = 150_000;

    private final Query query;
    private final Capture capture;

    PublicationCheck(Query query, Capture capture) {
        this.query = query;
        this.capture = capture;
    }

    List<String> problems() throws SQLException {
        String name = capture.publication();
        List<String> found = query.texts(
                """
                SELECT CASE WHEN puballtables THEN 'all tables'
                    WHEN NOT (pubinsert AND pubupdate AND pubdelete AND pubtruncate) THEN 'some operations'
                    ELSE 'tables' END FROM pg_publication WHERE pubname = ?""",
                name);
        if (found.isEmpty()) {
            return List.of("publication %s does not exist; CREATE PUBLICATION %s FOR TABLE %s"
                    .formatted(name, name, capture.tableName()));
        }
        List<String> problems = new ArrayList<>();
        if (found.get(0).equals("some operations")) {
            problems.add("publication %s: expected insert, update, delete and truncate, but it leaves some of them out"
                    .formatted(name));
        }
        List<String> tables = query.texts(
                """
                SELECT schemaname || '.' || tablename FROM pg_publication_tables WHERE pubname = ? ORDER BY 1""",
                name);
        if (found.get(0).equals("all tables") || !tables.equals(List.of(capture.tableName()))) {
            String holds = found.get(0).equals("all tables") ? "all tables" : String.join(", ", tables);
            problems.add("publication %s: expected the table %s alone, but it holds %s"
                    .formatted(name, capture.tableName(), holds.isEmpty() ? "none" : holds));
        } else if (Integer.parseInt(query.text("SHOW server_version_num")) >= FILTERS_SINCE && hasFilter(name)) {
            problems.add("publication %s: expected all rows and columns of %s, but it leaves some of them out"
                    .formatted(name, capture.tableName()));
        }
        return problems;
    }

    private boolean hasFilter(String name) throws SQLException {
        return query.yes(
                """
                SELECT bool_or(r.prqual IS NOT NULL OR r.prattrs IS NOT NULL)
                FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE p.pubname = ?""",
                name);
    }
}
