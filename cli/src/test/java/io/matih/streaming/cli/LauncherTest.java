package io.matih.streaming.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "matih").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void oldJavaIsRefusedWithWhatIsNeeded() throws Exception {
        Path java = fakeJava("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        String output = launch(LAUNCHER, Map.of("JAVA_HOME", directory.toString()));

        assertThat(output)
                .isEqualTo("matih: " + java + " is Java 11; Java 17 or newer is needed (set JAVA_HOME to one)\n");
    }

    @Test
    void javaHomeWithoutJavaIsRefused() throws Exception {
        assertThat(launch(LAUNCHER, Map.of("JAVA_HOME", "/nowhere")))
                .startsWith("matih: JAVA_HOME is /nowhere, but there is no bin/java in it");
    }

    @Test
    void symbolicLinksAreFollowedFromAnyDirectory() throws Exception {
        fakeJava("case \"$1\" in -version) echo 'openjdk version \"17.0.1\"' >&2;; --list-modules) ;; esac");
        Path unbuilt = Files.createDirectories(directory.resolve("unbuilt"));
        Files.copy(LAUNCHER, unbuilt.resolve("matih"));
        Files.createSymbolicLink(directory.resolve("first"), unbuilt.resolve("matih"));
        Files.createSymbolicLink(directory.resolve("second"), Path.of("first"));

        String output = launch(directory.resolve("second"), Map.of("JAVA_HOME", directory.toString()));

        assertThat(output).contains("has no compiler, which the first start needs; install a JDK");
    }

    private Path fakeJava(String script) throws Exception {
        Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    private String launch(Path launcher, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--help")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        return output;
    }
}
