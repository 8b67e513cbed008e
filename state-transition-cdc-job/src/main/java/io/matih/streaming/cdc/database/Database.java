package io.matih.streaming.cdc.database;

import io.matih.streaming.options.SecretReference;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.Driver;

/**
 * Where the database is and who the job is there. Travels with the job graph; the password is read when a connection is made.
 */
public record Database(String host, int port, String name, String user, SecretReference password, TlsMode tls)
        implements Serializable {

    /** The JDBC URL, with everything but the user. */
    public String url() {
        StringBuilder url = new StringBuilder("jdbc:postgresql://" + host + ":" + port + "/" + name);
        char separator = '?';
        for (Map.Entry<String, String> property : connectionProperties().entrySet()) {
            url.append(separator).append(property.getKey()).append('=').append(property.getValue());
            separator = '&';
        }
        return url.toString();
    }

    /** The driver's settings that every connection needs; they hold the reference to the password, not the password. */
    public Map<String, String> connectionProperties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("sslmode", tls.value());
        properties.put("ApplicationName", "state-transition-cdc");
        properties.put("authenticationPluginClassName", ReferencedPassword.class.getName());
        properties.put(ReferencedPassword.PROPERTY, password.toString());
        return properties;
    }

    /** A new connection. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("connectTimeout", "10");
        Connection connection = new Driver().connect(url(), properties);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL: " + this);
        }
        return connection;
    }

    /** For a message, such as {@code ai_service at db:5432}. */
    @Override
    public String toString() {
        return name + " at " + host + ":" + port;
    }
}
