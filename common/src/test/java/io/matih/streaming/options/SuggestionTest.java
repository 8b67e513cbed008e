package io.matih.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "flaw, lawn, 2", "same, same, 0", "'', abc, 3", "abc, '', 3"})
    void countsEdits(String left, String right, int edits) {
        assertThat(Suggestion.editDistance(left, right)).isEqualTo(edits);
    }

    @Test
    void namesTheNearestWhateverItsCase() {
        assertThat(Suggestion.of("Kafka.Topik", List.of("kafka.group", "kafka.topic")))
                .isEqualTo("did you mean kafka.topic?");
    }

    @Test
    void namesNothingThatIsFarAway() {
        assertThat(Suggestion.of("bucket", List.of("kafka.group", "kafka.topic")))
                .isEqualTo("--help lists them all");
    }
}
