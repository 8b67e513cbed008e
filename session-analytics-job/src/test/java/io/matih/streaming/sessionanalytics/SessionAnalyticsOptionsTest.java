package io.matih.streaming.sessionanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.Settings;
import io.matih.streaming.sessionanalytics.event.SessionTransition.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class SessionAnalyticsOptionsTest {

    @Test
    void vocabularyIsThatOfTheContractUntilSaidOtherwise() {
        assertThat(vocabulary())
                .isEqualTo(new Vocabulary(
                        "session_phase",
                        Set.of("completed"),
                        Set.of("failed", "error"),
                        Set.of("abandoned", "expired"),
                        Set.of("system")));
    }

    @Test
    void everyWordCanBeSetAndTravelsWithTheJob() throws Exception {
        Vocabulary vocabulary = vocabulary(
                "--session.entity-type=conversation",
                "--session.completed-states=done,closed",
                "--session.failed-states=",
                "--session.abandoned-states=gone",
                "--session.system-actors=system,cron");

        assertThat(InstantiationUtil.clone(vocabulary))
                .isEqualTo(new Vocabulary(
                        "conversation", Set.of("done", "closed"), Set.of(), Set.of("gone"), Set.of("system", "cron")));
    }

    private static Vocabulary vocabulary(String... own) {
        List<String> arguments = new ArrayList<>(List.of(
                "--kafka.bootstrap-servers=127.0.0.1:9092",
                "--iceberg.catalog.uri=http://127.0.0.1:8181",
                "--iceberg.auth=none",
                "--iceberg.storage-credentials=ambient"));
        arguments.addAll(List.of(own));
        return SessionAnalyticsOptions.vocabulary(
                Settings.parse(SessionAnalyticsJob.JOB.options(), Map.of(), arguments));
    }
}
