package io.matih.streaming.servers.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;

/** The namespaces and tables of Iceberg's REST protocol, answered from a catalog in this process. */
final class CatalogRoutes implements CatalogHandler {

    private static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.V1_LIST_NAMESPACES,
            Endpoint.V1_LOAD_NAMESPACE,
            Endpoint.V1_NAMESPACE_EXISTS,
            Endpoint.V1_CREATE_NAMESPACE,
            Endpoint.V1_UPDATE_NAMESPACE,
            Endpoint.V1_DELETE_NAMESPACE,
            Endpoint.V1_LIST_TABLES,
            Endpoint.V1_LOAD_TABLE,
            Endpoint.V1_TABLE_EXISTS,
            Endpoint.V1_CREATE_TABLE,
            Endpoint.V1_UPDATE_TABLE,
            Endpoint.V1_DELETE_TABLE,
            Endpoint.V1_RENAME_TABLE,
            Endpoint.V1_REGISTER_TABLE,
            Endpoint.V1_REPORT_METRICS);
    /** Between the levels of a namespace in a path. */
    private static final String LEVEL_SEPARATOR = "\u001f";

    private final JdbcCatalog catalog;
    private final Map<String, String> clientDefaults;

    /**
     * Answers from the catalog.
     *
     * @param clientDefaults properties that clients use which do not set them themselves
     */
    CatalogRoutes(JdbcCatalog catalog, Map<String, String> clientDefaults) {
        this.catalog = catalog;
        // A copy that may be asked for null, as Iceberg does.
        this.clientDefaults = new HashMap<>(clientDefaults);
    }

    @Override
    public CatalogResponse handle(CatalogRequest request) {
        List<String> path = request.pathSegments();
        String collection = path.size() > 2 ? path.get(0) + "/" + path.get(2) : path.get(0);
        return switch (collection) {
            case "config" -> CatalogJson.ok(ConfigResponse.builder()
                    .withEndpoints(ENDPOINTS)
                    .withDefaults(clientDefaults)
                    .build());
            case "namespaces" -> path.size() == 1 ? namespaces(request) : namespace(request, namespaceOf(path));
            case "namespaces/properties" -> CatalogJson.ok(CatalogHandlers.updateNamespaceProperties(
                    catalog, namespaceOf(path), CatalogJson.read(request, UpdateNamespacePropertiesRequest.class)));
            case "namespaces/register" -> CatalogJson.ok(CatalogHandlers.registerTable(
                    catalog, namespaceOf(path), CatalogJson.read(request, RegisterTableRequest.class)));
            case "namespaces/tables" -> switch (path.size()) {
                case 3 -> tables(request, namespaceOf(path));
                case 4 -> table(request, TableIdentifier.of(namespaceOf(path), path.get(3)));
                case 5 -> metrics(request, path.get(4));
                default -> throw unknown(request);
            };
            case "tables" -> rename(request, path);
            default -> throw unknown(request);
        };
    }

    private CatalogResponse namespaces(CatalogRequest request) {
        return switch (request.method()) {
            case "GET" -> {
                String parent = request.queryParameters().get("parent");
                Namespace above = parent == null ? Namespace.empty() : namespaceOf(parent);
                yield CatalogJson.ok(CatalogHandlers.listNamespaces(catalog, above));
            }
            case "POST" -> CatalogJson.ok(
                    CatalogHandlers.createNamespace(catalog, CatalogJson.read(request, CreateNamespaceRequest.class)));
            default -> throw unknown(request);
        };
    }

    private CatalogResponse namespace(CatalogRequest request, Namespace namespace) {
        switch (request.method()) {
            case "GET":
                return CatalogJson.ok(CatalogHandlers.loadNamespace(catalog, namespace));
            case "HEAD":
                CatalogHandlers.namespaceExists(catalog, namespace);
                return CatalogResponse.NO_CONTENT;
            case "DELETE":
                CatalogHandlers.dropNamespace(catalog, namespace);
                return CatalogResponse.NO_CONTENT;
            default:
                throw unknown(request);
        }
    }

    private CatalogResponse tables(CatalogRequest request, Namespace namespace) {
        return switch (request.method()) {
            case "GET" -> CatalogJson.ok(CatalogHandlers.listTables(catalog, namespace));
            case "POST" -> {
                CatalogHandlers.namespaceExists(catalog, namespace);
                CreateTableRequest table = CatalogJson.read(request, CreateTableRequest.class);
                yield CatalogJson.ok(
                        table.stageCreate()
                                ? CatalogHandlers.stageTableCreate(catalog, namespace, table)
                                : CatalogHandlers.createTable(catalog, namespace, table));
            }
            default -> throw unknown(request);
        };
    }

    private CatalogResponse table(CatalogRequest request, TableIdentifier table) {
        switch (request.method()) {
            case "GET":
                return CatalogJson.ok(CatalogHandlers.loadTable(catalog, table, snapshots(request)));
            case "HEAD":
                CatalogHandlers.tableExists(catalog, table);
                return CatalogResponse.NO_CONTENT;
            case "POST":
                return CatalogJson.ok(CatalogHandlers.updateTable(
                        catalog, table, CatalogJson.read(request, UpdateTableRequest.class)));
            case "DELETE":
                drop(request, table);
                return CatalogResponse.NO_CONTENT;
            default:
                throw unknown(request);
        }
    }

    private void drop(CatalogRequest request, TableIdentifier table) {
        if ("true".equalsIgnoreCase(request.queryParameters().get("purgeRequested"))) {
            CatalogHandlers.purgeTable(catalog, table);
        } else {
            CatalogHandlers.dropTable(catalog, table);
        }
    }

    private static SnapshotMode snapshots(CatalogRequest request) {
        boolean onlyReferenced = "refs".equals(request.queryParameters().get("snapshots"));
        return onlyReferenced ? SnapshotMode.REFS : SnapshotMode.ALL;
    }

    private static CatalogResponse metrics(CatalogRequest request, String leaf) {
        if (!leaf.equals("metrics")) {
            throw unknown(request);
        }
        return CatalogResponse.NO_CONTENT;
    }

    private CatalogResponse rename(CatalogRequest request, List<String> path) {
        if (!path.equals(List.of("tables", "rename"))) {
            throw unknown(request);
        }
        CatalogHandlers.renameTable(catalog, CatalogJson.read(request, RenameTableRequest.class));
        return CatalogResponse.NO_CONTENT;
    }

    private static Namespace namespaceOf(List<String> path) {
        return namespaceOf(path.get(1));
    }

    private static Namespace namespaceOf(String levels) {
        return Namespace.of(levels.split(LEVEL_SEPARATOR, -1));
    }

    private static UnsupportedOperationException unknown(CatalogRequest request) {
        return new UnsupportedOperationException("no such operation: " + request.method() + " " + request.path());
    }
}
