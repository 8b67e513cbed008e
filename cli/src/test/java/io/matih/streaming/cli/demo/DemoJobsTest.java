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
    void onlyTheJobThatCapturesChangesReadsADatabase() {
        assertThat(DemoJobs.ALL.stream().filter(DemoJob::readsDatabase).map(DemoJob::name))
                .containsExactly("state-transition-cdc");
    }

    @Test
    void capturingJobIsLoadedFromItsOwnClassPath() {
        DemoJob capture = DemoJobs.named(List.of("state-transition-cdc")).get(0);

        assertThat(capture.job().name()).isEqualTo(capture.name());
        assertThat(capture.job().definition().getClass().getClassLoader()).isNotEqualTo(DemoJob.class.getClassLoader());
        assertThat(CaptureJob.table().name()).isEqualTo(capture.tableName());
    }

    @Test
    void valuesOfTheDemoGoToJobsThatKnowThemOnly() {
        Map<String, String> values = Map.of("postgres.port", "6000", "agent-definitions.capture", "no such choice");
        DemoJob capture = DemoJobs.named(List.of("state-transition-cdc")).get(0);
        DemoJob demoJob = new DemoJob(capture.name(), capture.definition(), capture.tableName(), null, values);

        assertThat(demoJob.overrides(Map.of()))
                .containsEntry("postgres.port", "6000")
                .containsOnlyKeys(demoJob.known(values).keySet());
        assertThat(demoJob.overrides(Map.of("postgres.port", "7000"))).containsEntry("postgres.port", "7000");
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
