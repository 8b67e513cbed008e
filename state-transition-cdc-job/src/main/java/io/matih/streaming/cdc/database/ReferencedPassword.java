package io.matih.streaming.cdc.database;

import io.matih.streaming.options.SecretReference;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/**
 * Gives the driver a password each time it logs in, from the reference among the connection's properties. So the password
 * itself is in no configuration, job graph or log, and a changed one counts from the next connection on.
 */
public final class ReferencedPassword implements AuthenticationPlugin {

    static final String PROPERTY = "passwordReference";

    private final String reference;

    /** Called by the driver. */
    public ReferencedPassword(Properties connection) {
        this.reference = connection.getProperty(PROPERTY);
    }

    @Override
    public char[] getPassword(AuthenticationRequestType type) {
        return SecretReference.parse(reference).resolve().toCharArray();
    }
}
