package io.matih.streaming.cli.reconcile.change;

import io.matih.streaming.options.SecretReference;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/** Reads the password when the server asks for one, and not before. Public because the driver loads it by its name. */
public final class PasswordWhenAsked implements AuthenticationPlugin {

    static final String REFERENCE = "passwordReference";

    private final String reference;

    /** Called by the driver. */
    public PasswordWhenAsked(Properties connection) {
        this.reference = connection.getProperty(REFERENCE);
    }

    @Override
    public char[] getPassword(AuthenticationRequestType type) {
        return SecretReference.parse(reference).resolve().toCharArray();
    }
}
