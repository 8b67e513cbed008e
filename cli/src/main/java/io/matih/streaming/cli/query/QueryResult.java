package io.matih.streaming.cli.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Column names and rows, each row with one value or null per column. */
public record QueryResult(List<String> columns, List<List<@Nullable Object>> rows) {}
