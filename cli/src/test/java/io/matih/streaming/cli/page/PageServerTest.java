package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageServerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:20:00Z");

    private final List<Injection> injected = new ArrayList<>();
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
                .contains("\"version\":\"7\"")
                .contains("\"rows\":3")
                .contains("\"secondsSinceData\":300.0")
                .contains("\"difference\":0");
    }

    @Test
    void seriesHasPointsUnderTheirShortNames() throws Exception {
        assertThat(get("api/series").body())
                .contains("\"models\":[{\"name\":\"a\",\"points\":[{\"t\":5,\"requests\":2.0,\"cost\":0.5,"
                        + "\"errorRate\":0.5,\"p50\":1.0,\"p95\":2.0,\"p99\":null}]}]");
    }

    @Test
    void buttonOfThePageInjects() throws Exception {
        HttpResponse<String> answer = send(post("api/inject/late").header("Origin", origin()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"sent LATE\"}");
        assertThat(injected).containsExactly(Injection.LATE);
    }

    @Test
    void otherPageCannotInject() throws Exception {
        assertThat(send(post("api/inject/late").header("Origin", "http://example.org"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("api/inject/late").header("Sec-Fetch-Site", "cross-site"))
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
        assertThat(get("api/inject/late").statusCode()).isEqualTo(404);
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
            return new Addresses("k", "c", "w", "f", "p");
        }

        @Override
        public List<JobStatus> jobs() {
            return List.of(new JobStatus(
                    "j", "RUNNING", null, "t", 3, NOW, NOW.minusSeconds(300), new LedgerLine(2, 2, 0, 0, 0)));
        }

        @Override
        public Series series() {
            Series.Point point = new Series.Point(5, 2, 0.5, 0.5, 1.0, 2.0, null);
            return new Series("7", 1, 1, 1, List.of(5L), List.of(new Series.Model("a", List.of(point))), point);
        }

        @Override
        public String hint() {
            return "";
        }

        @Override
        public String inject(Injection injection) {
            injected.add(injection);
            return "sent " + injection;
        }
    }
}
