package io.matih.streaming.servers.proxy;

import java.util.regex.Pattern;

/**
 * Which HTTP requests are meant.
 *
 * @param method such as {@code POST}; {@code *} for each
 * @param path what the whole path matches, as sent and without the query
 */
public record RequestMatch(String method, Pattern path) {

    private static final String EVERY_METHOD = "*";

    /** All requests. */
    public static RequestMatch any() {
        return of(EVERY_METHOD, ".*");
    }

    /** Requests of one method, or {@code *}, to paths that match the regular expression as a whole. */
    public static RequestMatch of(String method, String path) {
        return new RequestMatch(method, Pattern.compile(path));
    }

    /** Commits to an Iceberg REST catalog, of one table or of several. */
    public static RequestMatch commits() {
        return of("POST", "/v1/(.+/)?(namespaces/[^/]+/tables/[^/]+|transactions/commit)");
    }

    /** Requests for a token to an Iceberg REST catalog. */
    public static RequestMatch tokens() {
        return of("POST", "/v1/oauth/tokens");
    }

    boolean matches(HttpHead request) {
        return (method.equals(EVERY_METHOD) || method.equals(request.method()))
                && path.matcher(request.path()).matches();
    }
}
