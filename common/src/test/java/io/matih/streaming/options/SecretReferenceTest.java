package io.matih.streaming.options;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void readsAFileWithoutOneTrailingLineBreakEachTimeItIsAsked() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "hunter2\n\n");
        SecretReference secret = SecretReference.parse("file:" + file);

        assertThat(secret.resolve()).isEqualTo("hunter2\n");

        Files.writeString(file, "rotated\r\n");
        assertThat(secret.resolve()).isEqualTo("rotated");
    }

    @Test
    void readsAVariable() {
        assertThat(SecretReference.parse("env:TOKEN").resolve(Map.of("TOKEN", "hunter2")))
                .isEqualTo("hunter2");
    }

    @Test
    void missingOrEmptySecretsAreNamedByTheirReference() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> SecretReference.parse("env:TOKEN").resolve(Map.of()))
                .hasMessage("the secret env:TOKEN is missing; expected an environment variable of this process");
        assertThatThrownBy(() -> SecretReference.parse("env:TOKEN").resolve(Map.of("TOKEN", "")))
                .hasMessage("the secret env:TOKEN is empty");
        assertThatThrownBy(() -> SecretReference.parse("file:" + empty).resolve())
                .hasMessage("the secret file:" + empty + " is empty");
        assertThatThrownBy(() -> SecretReference.parse("file:/no/such/file").resolve())
                .hasMessage("the secret file:/no/such/file cannot be read; expected a file of UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "file:relative", "file:", "env:", "env:hunter 2", "ENV:hunter2"})
    void whatIsNoReferenceIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> SecretReference.parse(text))
                .hasMessage("not a secret reference; expected file:/absolute/path or env:NAME");
    }

    @Test
    void travelsAsTheReferenceOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "hunter2");
        SecretReference secret = SecretReference.parse("file:" + file);
        secret.resolve();

        SecretReference arrived = InstantiationUtil.clone(secret);

        assertThat(arrived).isEqualTo(secret).hasToString("file:" + file);
        assertThat(new String(InstantiationUtil.serializeObject(secret), ISO_8859_1))
                .doesNotContain("hunter2");
    }
}
