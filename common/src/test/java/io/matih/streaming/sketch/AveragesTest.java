package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AveragesTest {

    @Test
    void quotientsOfNothingAreNotKnown() {
        assertThat(Averages.average(0, 0)).isNull();
        assertThat(Averages.rate(0, 0)).isNull();
    }

    @Test
    void quotientsAreDoubles() {
        assertThat(Averages.average(7, 2)).isEqualTo(3.5);
        assertThat(Averages.average(0, 2)).isEqualTo(0.0);
        assertThat(Averages.rate(1, 3)).isEqualTo(1.0 / 3.0);
    }
}
