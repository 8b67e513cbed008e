package io.matih.streaming.endtoend.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** The logging configuration of production. */
class JsonLogTest {

    private static final Path CONFIGURATION = Path.of("..", "deploy", "observability", "log4j-console.properties");

    @Test
    void anExceptionOfManyLinesIsOneJsonLineWithTheFieldsOfEcs() {
        LogEvent failure = Log4jLogEvent.newBuilder()
                .setLoggerName("io.matih.Example")
                .setLevel(Level.ERROR)
                .setMessage(new SimpleMessage("does not\nwork"))
                .setThrown(new IllegalStateException("broken", new IllegalArgumentException("cause")))
                .setTimeMillis(1_000)
                .build();

        String printed;
        try (LoggerContext context = new LoggerContext("json-log", null, CONFIGURATION.toUri())) {
            context.start();
            Appender console = context.getConfiguration().getAppender("Console");
            printed = new String(console.getLayout().toByteArray(failure), UTF_8);
        }

        assertThat(printed.lines()).singleElement().satisfies(line -> {
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(event.get("@timestamp").asText()).isEqualTo("1970-01-01T00:00:01.000Z");
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
