package io.matih.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartModeTest {

    @Test
    void readsTheThreeForms() {
        assertThat(StartMode.parse("latest")).isEqualTo(StartMode.LATEST);
        assertThat(StartMode.parse("earliest")).isEqualTo(StartMode.EARLIEST);
        assertThat(StartMode.parse("timestamp:2026-11-20T12:15:30+02:00"))
                .isEqualTo(StartMode.timestamp(Instant.parse("2026-11-20T10:15:30Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Latest", "timestamp:", "timestamp:2026-11-20", "timestamp:2026-11-20T10:15:30"})
    void refusesEverythingElseInOneLine(String text) {
        assertThatThrownBy(() -> StartMode.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected latest, earliest or timestamp:<ISO-8601 with zone>, such as"
                        + " timestamp:2026-11-20T10:15:30Z, but got '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "earliest", "timestamp:2026-11-20T10:15:30Z"})
    void isWrittenAsItIsRead(String text) {
        assertThat(StartMode.parse(text)).hasToString(text);
    }
}
