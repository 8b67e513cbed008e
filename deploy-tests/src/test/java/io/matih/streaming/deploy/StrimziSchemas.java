package io.matih.streaming.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The CustomResourceDefinitions of Strimzi, made from its classes by its own generator, as its releases are. */
final class StrimziSchemas {

    private StrimziSchemas() {}

    static List<String> definitions(Path folder) throws Exception {
        Path topics = folder.resolve("topics.yaml");
        Path users = folder.resolve("users.yaml");
        // A process of its own, because the generator ends its process.
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.strimzi.crdgenerator.CrdGenerator",
                        "--target-kube",
                        "1.25+",
                        "--crd-api-version",
                        "v1",
                        "io.strimzi.api.kafka.model.topic.KafkaTopic=" + topics,
                        "io.strimzi.api.kafka.model.user.KafkaUser=" + users)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("generator.log").toFile())
                .start();
        if (!generator.waitFor(2, TimeUnit.MINUTES) || generator.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("generator.log")));
        }
        return List.of(Files.readString(topics), Files.readString(users));
    }
}
