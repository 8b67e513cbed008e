package io.matih.streaming.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerLineTest {

    @Test
    void balancedBooksAreOk() {
        LedgerLine ledger = LedgerLine.ofRecords(12_345, 12_000, 300, 40, 5);

        assertThat(ledger.text())
                .isEqualTo("read 12,345 = aggregated 12,000 + filtered 300 + late 40 + dead-lettered 5  ok");
    }

    @Test
    void oneLostRecordShows() {
        LedgerLine ledger = LedgerLine.ofRecords(10, 7, 0, 1, 1);

        assertThat(ledger.difference()).isEqualTo(1);
        assertThat(ledger.text()).endsWith("  DIFFERENCE 1");
    }

    @Test
    void oneDoubledRecordShows() {
        assertThat(LedgerLine.ofRecords(10, 11, 0, 0, 0).text()).endsWith("  DIFFERENCE -1");
    }
}
