package io.matih.streaming.servers.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to the catalog.
 *
 * @param method such as {@code POST}
 * @param path as sent, such as {@code /v1/namespaces/sales/tables}
 * @param query what follows the question mark, as sent; empty without one
 * @param authorization the header of that name, null when absent
 * @param body text of the body, empty without one
 */
public record CatalogRequest(String method, String path, String query, @Nullable String authorization, String body) {

    /** The decoded parts of the path after {@code /v1/}. */
    public List<String> pathSegments() {
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(decode(segment));
        }
        return segments.subList(1, segments.size());
    }

    /** Whether this changes a table: the request that an Iceberg commit sends. */
    public boolean isTableCommit() {
        List<String> segments = pathSegments();
        return method.equals("POST")
                && segments.size() == 4
                && segments.get(0).equals("namespaces")
                && segments.get(2).equals("tables");
    }

    /** The parameters of the query. */
    Map<String, String> queryParameters() {
        return decodeForm(query);
    }

    /** The body read as an HTML form. */
    Map<String, String> form() {
        return decodeForm(body);
    }

    private static Map<String, String> decodeForm(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
