package io.matih.streaming.versions;

import org.jspecify.annotations.Nullable;

/** A row of a window: what a shop sold, and who managed it. */
public record TestSale(String shop, long windowEndMillis, int revision, @Nullable String manager) {

    static final VersionedRows<String, TestSale> MANAGED =
            new VersionedRows<>(String.class, TestSale::shop, TestSale::windowEndMillis, TestSale::withManager);

    TestSale withManager(@Nullable String newManager) {
        return new TestSale(shop, windowEndMillis, revision, newManager);
    }
}
