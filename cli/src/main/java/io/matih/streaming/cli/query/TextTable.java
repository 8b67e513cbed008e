package io.matih.streaming.cli.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as text in aligned columns: numbers to the right, the rest to the left, a line under the names. */
public final class TextTable {

    private static final String GAP = "  ";

    private TextTable() {}

    /** Ends with the number of rows. */
    public static String of(QueryResult result) {
        List<List<String>> cells = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            List<String> texts = new ArrayList<>();
            row.forEach(value -> texts.add(CellText.of(value)));
            cells.add(texts);
        }
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < result.columns().size(); column++) {
            int width = result.columns().get(column).length();
            for (List<String> row : cells) {
                width = Math.max(width, row.get(column).length());
            }
            widths.add(width);
        }
        StringBuilder text = new StringBuilder();
        append(text, result.columns(), widths, result);
        append(text, widths.stream().map("-"::repeat).toList(), widths, result);
        cells.forEach(row -> append(text, row, widths, result));
        int rows = result.rows().size();
        return text.append('(')
                .append(rows)
                .append(rows == 1 ? " row)\n" : " rows)\n")
                .toString();
    }

    private static void append(StringBuilder text, List<String> cells, List<Integer> widths, QueryResult result) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(widths.get(column) - cells.get(column).length());
            boolean right = isNumeric(result, column);
            line.append(right ? padding + cells.get(column) : cells.get(column) + padding);
            line.append(GAP);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static boolean isNumeric(QueryResult result, int column) {
        return !result.rows().isEmpty()
                && result.rows().stream().allMatch(row -> row.get(column) == null || row.get(column) instanceof Number);
    }
}
