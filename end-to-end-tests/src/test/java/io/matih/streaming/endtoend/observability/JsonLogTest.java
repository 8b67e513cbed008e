package io.matih.streaming.endtoend.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

/** The logging configuration of production. */
class JsonLogTest {

    private static final Path CONFIGURATION = Path.of("..", "deploy", "observability", "log4j-console.properties");

    @Test
    void anExceptionOfManyLinesIsOneJsonLineWithTheFieldsOfEcs() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try (LoggerContext context = new LoggerContext("json-log", null, CONFIGURATION.toUri())) {
            context.start();
            context.getLogger("io.matih.Example")
                    .error(
                            "does not\nwork",
                            new IllegalStateException("broken", new IllegalArgumentException("cause")));
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(UTF_8).lines()).singleElement().satisfies(line -> {
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(event.get("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(event.get("log.level").asText()).isEqualTo("ERROR");
            assertThat(event.get("log.logger").asText()).isEqualTo("io.matih.Example");
            assertThat(event.get("message").asText()).isEqualTo("does not\nwork");
            assertThat(event.get("service.name").asText()).isEqualTo("flink");
            assertThat(event.get("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
            assertThat(event.get("error.message").asText()).isEqualTo("broken");
            assertThat(event.get("error.stack_trace").asText())
                    .contains("Caused by: java.lang.IllegalArgumentException");
        });
    }
}
