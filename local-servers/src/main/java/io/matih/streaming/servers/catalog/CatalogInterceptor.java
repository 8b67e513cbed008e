package io.matih.streaming.servers.catalog;

/**
 * Stands between the network and the catalog, and decides what becomes of a request. With it a test makes the catalog
 * slow, broken, or silent:
 *
 * <pre>{@code
 * (request, catalog) -> {
 *     CatalogResponse done = catalog.handle(request);
 *     return request.isTableCommit() ? CatalogResponse.LOST : done;
 * }
 * }</pre>
 *
 * <p>A request is carried out when, and as often as, {@code catalog.handle} is called, also later and from another
 * thread. Called by several threads at a time.
 */
@FunctionalInterface
public interface CatalogInterceptor {

    /** Passes every request on. */
    CatalogInterceptor NONE = (request, catalog) -> catalog.handle(request);

    /** Answers the request, by the catalog or instead of it. */
    CatalogResponse intercept(CatalogRequest request, CatalogHandler catalog);
}
