package io.matih.streaming.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.cli.status.LedgerLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOutputTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:20:00Z");
    private static final Addresses ADDRESSES = new Addresses(
            "127.0.0.1:9092", "http://127.0.0.1:8181", "file:///w/", "http://f/", "postgresql://d", "http://p/");
    private static final JobStatus JOB = new JobStatus(
            "llm-ops",
            "RUNNING",
            null,
            "lake.calls",
            1_200,
            NOW.minusSeconds(3),
            NOW.minusSeconds(300),
            LedgerLine.ofRecords(9, 7, 0, 1, 1));

    private final StringWriter text = new StringWriter();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final JsonOutput json = new JsonOutput(new PrintWriter(text), clock);

    @Test
    void readyLineHasPlainAddresses() {
        json.ready(ADDRESSES, 12_345);

        assertThat(text.toString().strip())
                .isEqualTo("{\"event\":\"ready\",\"seconds\":12.345,\"kafka\":\"127.0.0.1:9092\","
                        + "\"catalog\":\"http://127.0.0.1:8181\",\"warehouse\":\"file:///w/\","
                        + "\"flink\":\"http://f/\",\"postgres\":\"postgresql://d\",\"page\":\"http://p/\"}");
    }

    @Test
    void addressOfADatabaseThatIsNotThereIsLeftOut() {
        json.ready(new Addresses("k", "c", "w", "f", null, "p"), 0);

        assertThat(text.toString()).doesNotContain("postgres");
    }

    @Test
    void readyLineSaysWherePrometheusIs() {
        json.observed("http://127.0.0.1:9090");
        json.ready(ADDRESSES, 0);

        assertThat(text.toString()).contains(",\"prometheus\":\"http://127.0.0.1:9090\"}");
    }

    @Test
    void tablesLineHasRowsAndLedgerAndComesWhenSomethingChanged() {
        json.tables(List.of(JOB));
        json.tables(List.of(JOB));

        assertThat(text.toString().strip())
                .isEqualTo("{\"event\":\"tables\",\"tables\":[{\"job\":\"llm-ops\",\"state\":\"RUNNING\","
                        + "\"table\":\"lake.calls\",\"rows\":1200,\"freshness_seconds\":300.0,"
                        + "\"last_commit\":\"2026-01-01T10:19:57Z\",\"ledger\":{\"read\":9,\"aggregated\":7,"
                        + "\"filtered\":0,\"late\":1,\"dead_lettered\":1,\"difference\":0,\"ok\":true}}]}");
    }

    @Test
    void everyJsonLineIsOneObject() {
        json.stage("Kafka", "", 1_000);
        json.waiting("Kafka", "the broker", 4_000);
        json.firstRows(List.of(JOB), "lake.calls", new QueryResult(List.of("a\nb"), List.of(List.of("x\ny"))));
        json.stopped(10);

        assertThat(text.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("{\"event\":"));
    }

    @Test
    void terminalTableIsRedrawnInPlace() {
        ConsoleOutput console = new ConsoleOutput(new PrintWriter(text), clock, ConsoleOutput.Target.TERMINAL);

        console.tables(List.of(JOB));
        console.tables(List.of(JOB));

        assertThat(text.toString()).containsOnlyOnce("\u001b[3A\u001b[J").contains("read 9 = aggregated 7");
    }

    @Test
    void fileGetsTheTableOnlyNowAndThen() {
        ConsoleOutput console = new ConsoleOutput(new PrintWriter(text), clock, ConsoleOutput.Target.FILE);

        console.tables(List.of(JOB));
        console.tables(List.of(JOB));

        assertThat(text.toString().lines())
                .containsExactly(
                        "  job                  table                                            rows"
                                + "  freshness  last commit  state",
                        "  llm-ops              lake.calls                                      1,200"
                                + "  5 min      3 s ago      RUNNING",
                        "    read 9 = aggregated 7 + filtered 0 + late 1 + dead-lettered 1  ok");
    }
}
