package io.matih.streaming.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.configuration.CoreOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is delivered of each job: everything that it needs and Flink does not have, once. */
class FatJarE2E {

    static List<PackagedJob> jobs() {
        return PackagedJob.all();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nameOfTheMainClassIsInTheManifest(PackagedJob job) throws Exception {
        try (JarFile jar = new JarFile(job.jar().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo(job.mainClass());
            assertThat(jar.getEntry(job.mainClass().replace('.', '/') + ".class"))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void licenceAndNoticesAreInside(PackagedJob job) throws Exception {
        assertThat(entries(job.jar())).contains("META-INF/LICENSE", "META-INF/NOTICE");
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nothingIsInsideTwice(PackagedJob job) throws Exception {
        assertThat(entries(job.jar())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void nothingIsInsideThatFlinkAlwaysTakesFromItsInstallation(PackagedJob job) throws Exception {
        Set<String> installed = new HashSet<>();
        try (Stream<Path> jars = Files.list(FlinkInstallation.library())) {
            for (Path jar : jars.toList()) {
                installed.addAll(classes(jar));
            }
        }
        installed.removeIf(name -> !isTakenFromTheInstallation(name));
        assertThat(installed)
                .contains(
                        "org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.class",
                        "org/apache/flink/runtime/taskexecutor/TaskManagerRunner.class",
                        "org/slf4j/Logger.class");

        installed.retainAll(new HashSet<>(classes(job.jar())));
        assertThat(installed).isEmpty();
    }

    private static boolean isTakenFromTheInstallation(String classFile) {
        String name = classFile.replace('/', '.');
        return CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS.defaultValue().stream()
                .anyMatch(name::startsWith);
    }

    private static List<String> classes(Path jar) throws IOException {
        return entries(jar).stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                .filter(name -> !name.equals("module-info.class"))
                .toList();
    }

    private static List<String> entries(Path path) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .forEach(names::add);
        }
        return names;
    }
}
