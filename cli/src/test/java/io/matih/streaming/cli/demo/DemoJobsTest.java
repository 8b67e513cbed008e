package io.matih.streaming.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cli.Refusal;
import io.matih.streaming.options.InvalidSettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoJobsTest {

    @Test
    void noNameMeansAllJobs() {
        assertThat(DemoJobs.named(List.of())).isEqualTo(DemoJobs.ALL);
    }

    @Test
    void unknownJobIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> DemoJobs.named(List.of("llm")))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("--jobs: no job llm; there is: ")
                .hasMessageContaining("llm-ops");
    }

    @Test
    void everyOptionOfAJobCanBeSet() {
        assertThatCode(() -> DemoJobs.check(DemoJobs.ALL, Map.of("event-time.idle-timeout", "7 s")))
                .doesNotThrowAnyException();
    }

    @Test
    void unknownKeyIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> DemoJobs.check(DemoJobs.ALL, Map.of("kafka.strat", "latest")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("kafka.strat")
                .hasMessageContaining("did you mean kafka.start?");
    }

    @Test
    void wrongValueIsRefused() {
        assertThatThrownBy(() -> DemoJobs.check(DemoJobs.ALL, Map.of("event-time.idle-timeout", "soon")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("event-time.idle-timeout")
                .hasMessageContaining("expected a duration");
    }
}
