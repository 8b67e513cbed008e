package io.matih.streaming.cli.page.section;

import io.matih.streaming.cli.query.LakeQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a listing, newest first; of what is added, only what is newer is kept. */
final class NewestRows {

    private static final int MOST = 12;

    private final Listing listing;
    private List<List<String>> rows = List.of();

    NewestRows(Listing listing) {
        this.listing = listing;
    }

    void add(LakeQuery query, String view) {
        List<List<String>> all = new ArrayList<>(rows);
        String newest = listing.query().replace("{}", view) + " ORDER BY 1 DESC LIMIT " + MOST;
        for (List<@Nullable Object> row : query.rows(newest).rows()) {
            all.add(row.stream()
                    .map(cell -> cell == null ? "" : cell.toString())
                    .toList());
        }
        all.sort(Comparator.comparing((List<String> row) -> row.get(0)).reversed());
        rows = List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    void clear() {
        rows = List.of();
    }

    /** Without what they are sorted by. */
    List<List<String>> cells() {
        return rows.stream().map(row -> row.subList(1, row.size())).toList();
    }
}
