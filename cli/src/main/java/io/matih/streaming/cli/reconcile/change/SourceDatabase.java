package io.matih.streaming.cli.reconcile.change;

import io.matih.streaming.options.SecretReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where the database is, and who reads it. */
record SourceDatabase(String host, int port, String name, String user, SecretReference password, String tlsMode) {

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("sslmode", tlsMode);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "matih reconcile");
        properties.setProperty("authenticationPluginClassName", PasswordWhenAsked.class.getName());
        properties.setProperty(PasswordWhenAsked.REFERENCE, password.toString());
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + name, properties);
    }

    /** For a message, such as {@code ai_service at db:5432}. */
    @Override
    public String toString() {
        return name + " at " + host + ":" + port;
    }
}
