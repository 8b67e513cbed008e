package io.matih.streaming.iceberg;

import io.matih.streaming.options.SecretReference;
import java.io.Serializable;

/**
 * A catalog property whose value is, or ends with, a secret.
 *
 * @param prefix what stands before the secret, such as a client id and a colon
 */
record SecretProperty(String prefix, SecretReference reference) implements Serializable {

    String resolve() {
        return prefix + reference.resolve();
    }
}
