package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.cli.page.section.Chart;
import io.matih.streaming.cli.page.section.Format;
import io.matih.streaming.cli.page.section.Measure;
import io.matih.streaming.cli.page.section.Plot;
import io.matih.streaming.cli.page.section.Section;
import io.matih.streaming.cli.page.section.Series;
import io.matih.streaming.cli.page.section.Tile;
import io.matih.streaming.cli.page.section.Tone;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.cli.status.LedgerLine;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:20:00Z");

    private final List<String> injected = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before each test
    private PageServer server;

    @BeforeEach
    void start() throws Exception {
        server = PageServer.start(0, new FixedView(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pageAsksNobodyElse() throws Exception {
        HttpResponse<String> page = get("");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body().replace("http://www.w3.org/2000/svg", "").replaceAll("http:\\\\/\\\\/127\\S*", ""))
                .doesNotContain("http://", "https://", "@import");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
    }

    @Test
    void stateHasLedgerAndFreshness() throws Exception {
        assertThat(get("api/state").body())
                .contains("\"rows\":3")
                .contains("\"secondsSinceData\":300.0")
                .contains("\"lastCommit\":\"2026-01-01T10:20:00Z\"")
                .contains("\"difference\":0");
    }

    @Test
    void sectionsSayWhatToDrawAndHow() throws Exception {
        assertThat(get("api/sections").body())
                .isEqualTo(
                        "[{\"job\":\"j\",\"hint\":\"wait\",\"injections\":[{\"kind\":\"late\",\"label\":\"Late record\","
                                + "\"title\":\"Its window has ended: it goes to the late topic\"}],\"section\":{\"title\":\"Calls\",\"question\":\"how many?\","
                                + "\"groups\":\"models\",\"tiles\":[{\"title\":\"All\",\"figure\":\"count\",\"note\":\"{} each\","
                                + "\"noteFigures\":[\"dollars\"]}],\"charts\":[{\"title\":\"Errors\",\"unit\":\"of calls\","
                                + "\"format\":\"percent\",\"shape\":\"groups\",\"axis\":\"fitted\"}]}}]");
    }

    @Test
    void seriesOfAJobHasItsNumbersInTheOrderOfTheSection() throws Exception {
        assertThat(get("api/series/j").body())
                .isEqualTo("{\"windowMillis\":1,\"windowCount\":1,\"stepMillis\":1,\"points\":[5],\"groups\":[\"a\"],"
                        + "\"tiles\":[[2.0,null]],"
                        + "\"charts\":[[{\"name\":\"a\",\"tone\":\"plain\",\"values\":[0.5]}]],\"newest\":[]}");
    }

    @Test
    void buttonOfTheSectionInjectsIntoItsJob() throws Exception {
        HttpResponse<String> answer = send(post("api/inject/j/late").header("Origin", origin()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"sent LATE\"}");
        assertThat(injected).containsExactly("j LATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other/late", "j/lat", "j/burst", "j", "late", "j/late/", "/late"})
    void whatIsNoInjectionIsNotFound(String target) throws Exception {
        assertThat(send(post("api/inject/" + target)).statusCode()).isEqualTo(404);
        assertThat(injected).isEmpty();
    }

    @Test
    void jobThatDoesNotRunHasNoSeries() throws Exception {
        assertThat(get("api/series/other").statusCode()).isEqualTo(404);
    }

    @Test
    void otherPageCannotInject() throws Exception {
        assertThat(send(post("api/inject/j/late").header("Origin", "http://example.org"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("api/inject/j/late").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(injected).isEmpty();
    }

    @Test
    void serverAnswersToItsOwnNameOnly() {
        com.sun.net.httpserver.Headers headers = new com.sun.net.httpserver.Headers();
        headers.set("Host", "evil.example:" + 80);

        assertThat(new RequestGuard(80).allows("GET", headers)).isFalse();
    }

    @Test
    void getDoesNotInject() throws Exception {
        assertThat(get("api/inject/j/late").statusCode()).isEqualTo(404);
        assertThat(injected).isEmpty();
    }

    private String origin() {
        return server.address().substring(0, server.address().length() - 1);
    }

    private HttpRequest.Builder post(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).POST(HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private final class FixedView implements PageView {

        @Override
        public Addresses addresses() {
            return new Addresses("k", "c", "w", "f", null, "p");
        }

        @Override
        public List<JobStatus> jobs() {
            return List.of(new JobStatus(
                    "j", "RUNNING", null, "t", 3, NOW, NOW.minusSeconds(300), LedgerLine.ofRecords(2, 2, 0, 0, 0)));
        }

        @Override
        public List<JobSection> sections() {
            Tile tile = Tile.of(
                    "All",
                    Measure.sum("calls").as(Format.COUNT),
                    "{} each",
                    Measure.ratio("cost", "calls").as(Format.DOLLARS));
            Chart chart = Chart.byGroup(
                            "Errors",
                            "of calls",
                            Measure.ratio("failures", "calls").as(Format.PERCENT))
                    .fitted();
            Section section = new Section("Calls", "how many?", "model", "models", List.of(tile), List.of(chart));
            return List.of(new JobSection("j", "wait", List.of(Injection.LATE), section));
        }

        @Override
        public Series series(String job) {
            Plot plot = new Plot("a", Tone.PLAIN, List.of(0.5));
            return new Series(
                    1,
                    1,
                    1,
                    List.of(5L),
                    List.of("a"),
                    List.of(Arrays.asList(2.0, null)),
                    List.of(List.of(plot)),
                    List.of());
        }

        @Override
        public String inject(String job, Injection injection) {
            injected.add(job + " " + injection);
            return "sent " + injection;
        }
    }
}
