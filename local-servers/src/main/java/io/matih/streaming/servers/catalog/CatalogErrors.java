package io.matih.streaming.servers.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchIcebergTableException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.rest.responses.ErrorResponseParser;

/** The HTTP status that Iceberg's REST protocol has for each exception. */
final class CatalogErrors {

    private static final int INTERNAL_ERROR = 500;
    private static final Map<Class<? extends Exception>, Integer> STATUS_BY_TYPE = new LinkedHashMap<>();

    static {
        STATUS_BY_TYPE.put(NotAuthorizedException.class, 401);
        STATUS_BY_TYPE.put(ForbiddenException.class, 403);
        STATUS_BY_TYPE.put(NoSuchNamespaceException.class, 404);
        STATUS_BY_TYPE.put(NoSuchTableException.class, 404);
        STATUS_BY_TYPE.put(NoSuchIcebergTableException.class, 404);
        STATUS_BY_TYPE.put(UnsupportedOperationException.class, 406);
        STATUS_BY_TYPE.put(AlreadyExistsException.class, 409);
        STATUS_BY_TYPE.put(CommitFailedException.class, 409);
        STATUS_BY_TYPE.put(NamespaceNotEmptyException.class, 409);
        STATUS_BY_TYPE.put(UnprocessableEntityException.class, 422);
        STATUS_BY_TYPE.put(ValidationException.class, 400);
        STATUS_BY_TYPE.put(IllegalArgumentException.class, 400);
    }

    private CatalogErrors() {}

    static CatalogResponse response(RuntimeException error) {
        int status = STATUS_BY_TYPE.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(error))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(INTERNAL_ERROR);
        return response(status, error.getClass().getSimpleName(), String.valueOf(error.getMessage()));
    }

    static CatalogResponse response(int status, String type, String message) {
        ErrorResponse error = ErrorResponse.builder()
                .responseCode(status)
                .withType(type)
                .withMessage(message)
                .build();
        return new CatalogResponse(status, ErrorResponseParser.toJson(error));
    }
}
