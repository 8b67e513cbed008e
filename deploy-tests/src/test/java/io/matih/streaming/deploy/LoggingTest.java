package io.matih.streaming.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.matih.streaming.cli.deployment.KubernetesObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods write the log lines that are tested, each with the name of its job. */
class LoggingTest {

    private static final Path TESTED = Path.of("..", "deploy", "observability", "log4j-console.properties");

    static List<KubernetesObject> deployments() {
        return OperatorRulesTest.deployments();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void logsWithTheTestedConfiguration(KubernetesObject job) throws Exception {
        JsonNode configuration = job.at("/spec/logConfiguration").path("log4j-console.properties");

        assertThat(configuration.asText()).isEqualTo(Files.readString(TESTED));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void logLinesNameTheJob(KubernetesObject job) {
        assertThat(Manifests.list(job, "/spec/podTemplate/spec/containers/0/env"))
                .anySatisfy(variable -> {
                    assertThat(variable.path("name").asText()).isEqualTo("JOB_NAME");
                    assertThat(variable.path("value").asText()).isEqualTo(job.name());
                });
    }
}
