package io.matih.streaming.iceberg;

import io.matih.streaming.job.StartupRefusedException;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;

/** Makes sure at the start of a job that its table exists and fits. Several jobs may do so at the same time. */
public final class TableSetup {

    private final Catalog catalog;
    private final Namespace namespace;

    public TableSetup(Catalog catalog, String namespace) {
        this.catalog = catalog;
        this.namespace = Namespace.of(namespace.split("\\."));
    }

    /**
     * Creates the table where it is absent and checks it where it is not.
     *
     * @throws StartupRefusedException when the table exists and cannot take the rows; names every column at fault
     */
    public Table ensure(TableDefinition<?> definition) {
        TableIdentifier identifier = TableIdentifier.of(namespace, definition.name());
        if (!catalog.tableExists(identifier)) {
            ensureNamespace();
            create(identifier, definition);
        }
        Table table = catalog.loadTable(identifier);
        List<String> problems = SchemaComparison.problems(definition.schema(), table.schema());
        if (!problems.isEmpty()) {
            throw new StartupRefusedException("table " + identifier + " does not fit: " + String.join("; ", problems));
        }
        return table;
    }

    private void ensureNamespace() {
        if (!(catalog instanceof SupportsNamespaces namespaces) || namespaces.namespaceExists(namespace)) {
            return;
        }
        try {
            namespaces.createNamespace(namespace);
        } catch (RuntimeException failure) {
            // Another job may have been first; catalogs say so with different exceptions.
            if (!namespaces.namespaceExists(namespace)) {
                throw failure;
            }
        }
    }

    private void create(TableIdentifier identifier, TableDefinition<?> definition) {
        try {
            catalog.buildTable(identifier, definition.schema())
                    .withPartitionSpec(definition.partitionSpec())
                    .withSortOrder(definition.sortOrder())
                    .withProperties(definition.properties())
                    .create();
        } catch (RuntimeException failure) {
            if (!catalog.tableExists(identifier)) {
                throw failure;
            }
        }
    }
}
