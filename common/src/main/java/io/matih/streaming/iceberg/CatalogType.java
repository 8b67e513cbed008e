package io.matih.streaming.iceberg;

import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalog;

/** The kinds of Iceberg catalogs that a job can write to. */
public enum CatalogType {
    /** An Iceberg REST catalog such as Polaris. */
    REST(RESTCatalog.class.getName()),
    /** Tables in a relational database. */
    JDBC(JdbcCatalog.class.getName()),
    /** Tables in a folder; for one writer and local files. */
    HADOOP(HadoopCatalog.class.getName());

    private final String implementation;

    CatalogType(String implementation) {
        this.implementation = implementation;
    }

    String implementation() {
        return implementation;
    }
}
