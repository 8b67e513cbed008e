package io.matih.streaming.cli.reconcile.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionViewTest {

    @Test
    void seesWhatHadEndedBefore() {
        TransactionView view = TransactionView.parse("730:735:731,733");

        assertThat(view.sees(729)).isTrue();
        assertThat(view.sees(730)).isTrue();
        assertThat(view.sees(731)).isFalse();
        assertThat(view.sees(732)).isTrue();
        assertThat(view.sees(733)).isFalse();
        assertThat(view.sees(734)).isTrue();
        assertThat(view.sees(735)).isFalse();
    }

    @Test
    void idsGoOnBehindTheirLargestOne() {
        TransactionView view = TransactionView.parse("4294967290:4294967300:4294967295,4294967297");

        assertThat(view.sees(4_294_967_290L)).isTrue();
        assertThat(view.sees(4_294_967_295L)).isFalse();
        assertThat(view.sees(0)).isTrue();
        assertThat(view.sees(1)).isFalse();
        assertThat(view.sees(3)).isTrue();
        assertThat(view.sees(4)).isFalse();
    }

    @Test
    void nothingRunning() {
        assertThat(TransactionView.parse("10:10:").sees(9)).isTrue();
    }
}
