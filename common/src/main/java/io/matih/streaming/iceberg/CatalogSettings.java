package io.matih.streaming.iceberg;

import io.matih.streaming.options.SecretReference;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to reach a catalog: kind, name and Iceberg's catalog properties, secret ones as references. Travels with the job graph.
 *
 * <pre>{@code
 * CatalogSettings.of(CatalogType.REST, "polaris")
 *         .with("uri", "https://polaris/api/catalog")
 *         .withSecret("token", SecretReference.parse("file:/run/secrets/token"))
 * }</pre>
 */
public final class CatalogSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    private final CatalogType type;
    private final String name;
    private final LinkedHashMap<String, String> properties;
    private final LinkedHashMap<String, SecretProperty> secrets;

    private CatalogSettings(
            CatalogType type, String name, Map<String, String> properties, Map<String, SecretProperty> secrets) {
        this.type = type;
        this.name = name;
        this.properties = new LinkedHashMap<>(properties);
        this.secrets = new LinkedHashMap<>(secrets);
    }

    /** A catalog of this kind and name, without properties. */
    public static CatalogSettings of(CatalogType type, String name) {
        return new CatalogSettings(type, name, Map.of(), Map.of());
    }

    /** The same with one more property that is no secret. */
    public CatalogSettings with(String property, String value) {
        CatalogSettings more = new CatalogSettings(type, name, properties, secrets);
        more.properties.put(property, value);
        return more;
    }

    /** The same with one more property that is a secret. */
    public CatalogSettings withSecret(String property, SecretReference reference) {
        return withSecret(property, "", reference);
    }

    /** The same with one more property that ends with a secret. */
    public CatalogSettings withSecret(String property, String prefix, SecretReference reference) {
        CatalogSettings more = new CatalogSettings(type, name, properties, secrets);
        more.secrets.put(property, new SecretProperty(prefix, reference));
        return more;
    }

    /** The kind of catalog. */
    public CatalogType type() {
        return type;
    }

    /** The catalog's name. */
    public String name() {
        return name;
    }

    /** All properties with their secrets; call it where the catalog is made and keep the result nowhere. */
    Map<String, String> resolve() {
        Map<String, String> resolved = new LinkedHashMap<>(properties);
        secrets.forEach((property, secret) -> resolved.put(property, secret.resolve()));
        return resolved;
    }

    /** Properties and references; safe to show. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>(properties);
        secrets.forEach((property, secret) -> shown.put(property, secret.prefix() + "${" + secret.reference() + "}"));
        return type + " catalog " + name + " " + shown;
    }
}
