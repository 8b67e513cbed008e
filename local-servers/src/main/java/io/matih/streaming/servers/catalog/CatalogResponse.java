package io.matih.streaming.servers.catalog;

/**
 * What the catalog answers.
 *
 * @param status HTTP status
 * @param body JSON text, empty for none
 */
public record CatalogResponse(int status, String body) {

    /** No answer at all: the connection is cut, and the client cannot know whether its request was carried out. */
    public static final CatalogResponse LOST = new CatalogResponse(0, "");

    static final CatalogResponse NO_CONTENT = new CatalogResponse(204, "");

    /** An error as Iceberg's protocol describes it. */
    public static CatalogResponse error(int status, String type, String message) {
        return CatalogErrors.response(status, type, message);
    }
}
