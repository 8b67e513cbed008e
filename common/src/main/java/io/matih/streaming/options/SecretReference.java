package io.matih.streaming.options;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a secret is, never what it is: {@code file:/absolute/path} or {@code env:NAME}. Travels with the job graph; the
 * secret is read only where {@link #resolve()} is called, which is in the task.
 */
public final class SecretReference implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";
    private static final Pattern REFERENCE = Pattern.compile("file:/.+|env:[A-Za-z_][A-Za-z0-9_]*");

    private final String reference;

    private SecretReference(String reference) {
        this.reference = reference;
    }

    /** Throws IllegalArgumentException, without repeating the text, when it is no reference and so perhaps a secret. */
    public static SecretReference parse(String text) {
        if (!REFERENCE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a secret reference; expected file:/absolute/path or env:NAME");
        }
        return new SecretReference(text);
    }

    /**
     * The secret as it is now, without one trailing line break.
     *
     * @throws UnavailableSecretException when the file or variable is missing, unreadable or empty; names the reference only
     */
    public String resolve() {
        return resolve(System.getenv());
    }

    boolean isVariable(String name) {
        return reference.equals(ENVIRONMENT + name);
    }

    String resolve(Map<String, String> environment) {
        String content = reference.startsWith(FILE) ? fileContent() : variable(environment);
        String secret = withoutLineBreak(content);
        if (secret.isEmpty()) {
            throw new UnavailableSecretException("the secret " + reference + " is empty");
        }
        return secret;
    }

    private String fileContent() {
        try {
            return Files.readString(Path.of(reference.substring(FILE.length())));
        } catch (IOException unreadable) {
            throw new UnavailableSecretException(
                    "the secret " + reference + " cannot be read; expected a file of UTF-8 text", unreadable);
        }
    }

    private String variable(Map<String, String> environment) {
        String value = environment.get(reference.substring(ENVIRONMENT.length()));
        if (value == null) {
            throw new UnavailableSecretException(
                    "the secret " + reference + " is missing; expected an environment variable of this process");
        }
        return value;
    }

    private static String withoutLineBreak(String content) {
        if (content.endsWith("\r\n")) {
            return content.substring(0, content.length() - 2);
        }
        return content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretReference that && reference.equals(that.reference);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    /** The reference, for example {@code file:/run/secrets/catalog}; safe to show. */
    @Override
    public String toString() {
        return reference;
    }
}
