package io.matih.streaming.servers.catalog;

/** Answers requests to the catalog. */
@FunctionalInterface
public interface CatalogHandler {

    /** Carries the request out; an exception becomes the error response that the protocol has for it. */
    CatalogResponse handle(CatalogRequest request);
}
