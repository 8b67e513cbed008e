package io.matih.streaming.servers.catalog;

import java.io.UncheckedIOException;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.PropertyAccessor;
import org.apache.iceberg.shaded.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.PropertyNamingStrategies;

/** Iceberg's request and response objects as the JSON of its REST protocol. */
final class CatalogJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
            .setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());

    static {
        RESTSerializers.registerAll(MAPPER);
    }

    private CatalogJson() {}

    /**
     * Reads the body of a request.
     *
     * @throws IllegalArgumentException when it is not what the protocol has there
     */
    static <T> T read(CatalogRequest request, Class<T> type) {
        try {
            return MAPPER.readValue(request.body(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "body is not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    static CatalogResponse ok(Object answer) {
        try {
            return new CatalogResponse(200, MAPPER.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
