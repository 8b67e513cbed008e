package io.matih.streaming.iceberg;

import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;

/** Makes a catalog client where it is used; only there are the secrets read. */
public final class SecretCatalogLoader implements CatalogLoader {

    private static final long serialVersionUID = 1L;

    private final CatalogSettings settings;

    public SecretCatalogLoader(CatalogSettings settings) {
        this.settings = settings;
    }

    @Override
    public Catalog loadCatalog() {
        return CatalogUtil.loadCatalog(
                settings.type().implementation(), settings.name(), settings.resolve(), new Configuration());
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public CatalogLoader clone() {
        return new SecretCatalogLoader(settings);
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
