package io.matih.streaming.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client and a server see, both of Java's own. */
class HttpProxyTest {

    private static final RequestMatch PUTS = RequestMatch.of("PUT", ".*");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private RecordingServer server;
    private HttpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new RecordingServer();
        proxy = HttpProxy.to(server.uri());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void megabytesPassWithKnownLengthInChunksAndAfterAnExpectation() throws Exception {
        byte[] bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);

        assertThat(put(BodyPublishers.ofByteArray(bytes)).body()).isEqualTo(bytes);
        assertThat(put(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                        .body())
                .isEqualTo(bytes);
        HttpRequest expecting = request("/key")
                .PUT(BodyPublishers.ofByteArray(bytes))
                .expectContinue(true)
                .build();
        assertThat(client.send(expecting, BodyHandlers.ofByteArray()).body()).isEqualTo(bytes);
    }

    @Test
    void answerToHeadHasALengthAndNoBody() throws Exception {
        HttpRequest head = request("/key?version=1")
                .method("HEAD", BodyPublishers.noBody())
                .build();

        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = client.send(head, BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Length")).contains("42");
            assertThat(answer.body()).isEmpty();
            assertThat(server.next()).isEqualTo("HEAD /key?version=1");
        }
    }

    @Test
    void statusIsTheAnswerOfAsManyRequestsAsAskedForAndTheServerHearsOfNone() throws Exception {
        proxy.disturb(PUTS, new HttpFault.Status(503, "busy"), 2);

        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = put("text");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).asString().isEqualTo("busy");
        }
        assertThat(server.waiting()).isZero();

        assertThat(put("text").statusCode()).isEqualTo(200);
        assertThat(proxy.disturbed()).isEqualTo(2);
    }

    @Test
    void onlyMatchingRequestsAreDisturbedAndNoneWhenHealed() throws Exception {
        proxy.disturb(PUTS, new HttpFault.Status(503, ""), Integer.MAX_VALUE);

        assertThat(client.send(request("/key").build(), BodyHandlers.ofByteArray())
                        .statusCode())
                .isEqualTo(200);
        assertThat(put("text").statusCode()).isEqualTo(503);
        assertThat(put("text").statusCode()).isEqualTo(503);
        proxy.heal();
        assertThat(put("text").statusCode()).isEqualTo(200);
        assertThat(proxy.disturbed()).isEqualTo(2);
    }

    @Test
    void faultAskedForFirstIsUsedFirst() throws Exception {
        proxy.disturb(PUTS, new HttpFault.Status(503, ""), 1);
        proxy.disturb(RequestMatch.any(), new HttpFault.Status(401, ""), 1);

        assertThat(put("text").statusCode()).isEqualTo(503);
        assertThat(put("text").statusCode()).isEqualTo(401);
        assertThat(put("text").statusCode()).isEqualTo(200);
    }

    @Test
    void requestWhoseAnswerIsLostIsDone() throws Exception {
        proxy.disturb(PUTS, new HttpFault.LostAnswer(), 1);

        assertThatThrownBy(() -> put("text")).isInstanceOf(IOException.class);

        assertThat(server.next()).isEqualTo("PUT /key");
        assertThat(server.waiting()).isZero();
        assertThat(put("text").statusCode()).isEqualTo(200);
    }

    @Test
    void lateRequestReachesTheServerWhenTheClientHasGivenUpEvenIfHealed() throws Exception {
        proxy.disturb(PUTS, new HttpFault.LateForward(Duration.ofSeconds(1)), 1);

        assertThatThrownBy(() -> put("text")).isInstanceOf(IOException.class);
        assertThat(server.waiting()).isZero();
        proxy.heal();

        assertThat(server.next()).isEqualTo("PUT /key");
    }

    @Test
    void hungRequestIsNeitherForwardedNorAnswered() {
        proxy.disturb(PUTS, new HttpFault.Hang(), 1);
        HttpRequest impatient = putRequest("text").timeout(SHORT).build();

        assertThatThrownBy(() -> client.send(impatient, BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(server.waiting()).isZero();
    }

    @Test
    void hungRequestIsResetWhenHealed() {
        proxy.disturb(PUTS, new HttpFault.Hang(), 1);
        CompletableFuture<?> hung = client.sendAsync(putRequest("text").build(), BodyHandlers.discarding());
        awaitDisturbed(1);

        proxy.heal();

        assertThat(hung).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(IOException.class);
        assertThat(server.waiting()).isZero();
    }

    @Test
    void delayedRequestIsForwardedAfterItsTime() throws Exception {
        proxy.disturb(PUTS, new HttpFault.Delay(SHORT), 1);

        long start = System.nanoTime();
        assertThat(put("text").statusCode()).isEqualTo(200);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
    }

    @Test
    void delayEndsWhenHealed() {
        proxy.disturb(PUTS, new HttpFault.Delay(Duration.ofDays(1)), 1);
        CompletableFuture<HttpResponse<Void>> delayed =
                client.sendAsync(putRequest("text").build(), BodyHandlers.discarding());
        awaitDisturbed(1);

        proxy.heal();

        assertThat(delayed).succeedsWithin(PATIENCE).matches(answer -> answer.statusCode() == 200);
    }

    @Test
    void hookRunsOnceAheadOfTheServerAndBeforeTheClientHears() throws Exception {
        List<String> happened = new CopyOnWriteArrayList<>();
        proxy.onRequest(
                PUTS,
                () -> happened.add("before, server has " + server.waiting()),
                () -> happened.add("after, server has " + server.waiting()));

        put("text");
        happened.add("client heard");
        put("text");

        assertThat(happened).containsExactly("before, server has 0", "after, server has 1", "client heard");
        assertThat(proxy.disturbed()).isZero();
    }

    @Test
    void hookRunsAlsoWhenTheAnswerIsLost() {
        List<String> happened = new CopyOnWriteArrayList<>();
        proxy.onRequest(PUTS, () -> happened.add("before"), () -> happened.add("after"));
        proxy.disturb(PUTS, new HttpFault.LostAnswer(), 1);

        assertThatThrownBy(() -> put("text")).isInstanceOf(IOException.class);

        assertThat(happened).containsExactly("before", "after");
    }

    @Test
    void clientIsResetWhileTheServerIsDown() {
        server.close();

        assertThatThrownBy(() -> put("text")).isInstanceOf(IOException.class);
    }

    private HttpResponse<byte[]> put(String text) throws IOException, InterruptedException {
        return put(BodyPublishers.ofString(text));
    }

    private HttpResponse<byte[]> put(BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request("/key").PUT(body).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder putRequest(String text) {
        return request("/key").PUT(BodyPublishers.ofString(text));
    }

    private void awaitDisturbed(long requests) {
        Awaitility.await().atMost(PATIENCE).until(() -> proxy.disturbed() == requests);
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(proxy.uri().resolve(target)).timeout(PATIENCE);
    }
}
