package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image and the scripts around the manifests. */
class ScriptsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void imageIsBuiltOnTheFlinkThatTheCodeWasTestedWith() throws IOException {
        String version = System.getProperty("flink.version", "");
        String dockerfile = Files.readString(Manifests.root().resolve("deploy/image/Dockerfile"));

        assertThat(version).isNotEmpty();
        assertThat(dockerfile)
                .contains("FROM flink:" + version + "-scala_2.12-java17\n")
                .contains("opt/flink-s3-fs-hadoop-" + version + ".jar")
                .contains("USER 9999:9999")
                .doesNotContain("USER root");
        assertThat(dockerfile.lines().filter(line -> line.contains("/opt/flink/usrlib/") && line.startsWith("COPY")))
                .as("Flink puts every JAR of usrlib on the class path: there must be one")
                .containsExactly("COPY ${JAR} /opt/flink/usrlib/job.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/image/build", "deploy/polaris/grant"})
    void scriptIsSound(String script) throws Exception {
        Path file = Manifests.root().resolve(script);

        assertThat(Files.isExecutable(file)).isTrue();
        assertThat(run("bash -n '" + file + "'")).isZero();
        Assumptions.assumeTrue(run("command -v shellcheck") == 0, "shellcheck is not installed");
        assertThat(run("shellcheck '" + file + "'")).isZero();
    }

    @Test
    void grantsAreMadeOnceAndSecretsAreForTheirOwnerOnly() throws Exception {
        Assumptions.assumeTrue(run("command -v curl") == 0, "curl is not installed");
        try (ScriptedPolaris polaris = new ScriptedPolaris()) {
            assertThat(grant(polaris)).isZero();
            List<String> first = polaris.requests();
            Path secret = folder.resolve("credentials/llm-ops/client-secret");
            String before = Files.readString(secret);

            assertThat(grant(polaris)).isZero();

            assertThat(Files.readString(secret)).isEqualTo(before).startsWith("secret-");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
            assertThat(polaris.requests()).hasSize(2 * first.size());
            assertThat(first.stream().filter(request -> request.contains("/grants")))
                    .hasSize(7)
                    .allMatch(request -> request.contains("\"namespace\":[\"matih_analytics\"]"))
                    .noneMatch(request -> request.contains("DROP") || request.contains("MANAGE"));
            for (String job : Manifests.JOBS) {
                assertThat(first)
                        .contains("PUT /api/management/v1/principals/" + job
                                + "/principal-roles {\"principalRole\":{\"name\":\"matih-streaming\"}}");
            }
            assertThat(Files.readString(folder.resolve("output")))
                    .contains("principal llm-ops: made", "principal llm-ops: exists")
                    .doesNotContain("canary", "secret-");
        }
    }

    @Test
    void aWrongAdministratorEndsTheScript() throws Exception {
        Assumptions.assumeTrue(run("command -v curl") == 0, "curl is not installed");
        try (ScriptedPolaris polaris = new ScriptedPolaris()) {
            Files.writeString(folder.resolve("admin"), "wrong");

            assertThat(runGrant(polaris)).isNotZero();
            assertThat(polaris.requests()).isEmpty();
        }
    }

    private int grant(ScriptedPolaris polaris) throws Exception {
        Files.writeString(folder.resolve("admin"), ScriptedPolaris.ADMIN_SECRET);
        return runGrant(polaris);
    }

    private int runGrant(ScriptedPolaris polaris) throws Exception {
        return run("POLARIS_URI=" + polaris.uri() + " POLARIS_CATALOG=matih POLARIS_ADMIN_ID=root"
                + " POLARIS_ADMIN_SECRET_FILE='" + folder.resolve("admin") + "' '"
                + Manifests.root().resolve("deploy/polaris/grant") + "' '" + folder.resolve("credentials") + "'");
    }

    private int run(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("bash", "-c", command));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
