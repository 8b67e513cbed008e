package io.matih.streaming.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.servers.Leftovers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes of a request and its answer, written and read by the test on both sides. */
class HttpProxyBytesTest {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final String SIGNED = "PUT /bucket/a%20key?partNumber=1&uploadId=x HTTP/1.1\r\n"
            + "Host: s3.example:9000\r\n"
            + "x-amz-date: 20261125T120000Z\r\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=a/20261125/us-east-1/s3/aws4_request,  Signature=b\r\n"
            + "X-Odd:   kept   as it is\t\r\n"
            + "content-length: 5\r\n\r\n"
            + "\u00001234";
    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\nETag: \"1\"\r\n\r\n";

    private ServerSocket server;
    private HttpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        proxy = HttpProxy.to(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void requestAndAnswerPassByteForByteAgainAndAgainOnOneConnection() throws IOException {
        try (Socket client = connect()) {
            for (int i = 0; i < 3; i++) {
                send(client, SIGNED);
                answer(SIGNED, NO_CONTENT);
                assertThat(receive(client, NO_CONTENT.length())).isEqualTo(NO_CONTENT);
            }
        }
    }

    @Test
    void chunksPassWithTheirExtensionsAndTrailers() throws IOException {
        String chunks = "5;chunk-signature=ab\r\n12345\r\nA\r\n0123456789\r\n0\r\nx-amz-checksum: c\r\n\r\n";
        String request = "PUT /key HTTP/1.1\r\nHost: s3\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
        try (Socket client = connect()) {
            for (int i = 0; i < 2; i++) {
                send(client, request);
                answer(request, answer);
                assertThat(receive(client, answer.length())).isEqualTo(answer);
            }
        }
    }

    @Test
    void expectationIsMetByTheProxyAndForwardedAndTheServersOwnIsNotHeardTwice() throws IOException {
        String head = "PUT /key HTTP/1.1\r\nHost: s3\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
        String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        try (Socket client = connect()) {
            send(client, head);
            assertThat(receive(client, goOn.length())).isEqualTo(goOn);
            send(client, "body");

            answer(head + "body", goOn + NO_CONTENT);

            assertThat(receive(client, NO_CONTENT.length())).isEqualTo(NO_CONTENT);
        }
    }

    @Test
    void answerThatEndsWithItsConnectionEndsTheClients() throws IOException {
        String request = "GET /key HTTP/1.1\r\nHost: s3\r\n\r\n";
        String answer = "HTTP/1.1 200 OK\r\n\r\nall of it";
        try (Socket client = connect()) {
            send(client, request);
            answer(request, answer);

            assertThat(receive(client, answer.length())).isEqualTo(answer);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void clientThatAsksForTheEndGetsIt() throws IOException {
        String request = "GET /key HTTP/1.1\r\nHost: s3\r\nConnection: close\r\n\r\n";
        try (Socket client = connect()) {
            send(client, request);
            answer(request, NO_CONTENT);

            assertThat(receive(client, NO_CONTENT.length())).isEqualTo(NO_CONTENT);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void clientIsResetWhenTheServerEndsInsideItsAnswer() throws IOException {
        String request = "GET /key HTTP/1.1\r\nHost: s3\r\n\r\n";
        try (Socket client = connect()) {
            send(client, request);
            answer(request, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnot all");

            assertReset(client);
        }
    }

    @Test
    void lostAnswerIsAnOrderlyEndOfTheConnection() throws IOException {
        proxy.disturb(RequestMatch.any(), new HttpFault.LostAnswer(), 1);
        try (Socket client = connect()) {
            send(client, SIGNED);
            answer(SIGNED, NO_CONTENT);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closeLeavesNothing() throws IOException {
        Leftovers before = Leftovers.now();
        HttpProxy other = HttpProxy.to(URI.create("http://127.0.0.1:" + server.getLocalPort()));
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), other.uri().getPort())) {
            send(client, SIGNED);
            try (Socket served = server.accept()) {
                assertThat(receive(served, SIGNED.length())).isEqualTo(SIGNED);

                other.close();

                assertReset(client);
                assertReset(served);
            }
        }
        before.assertNothingLeft();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.uri().getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    /** As the server: takes a connection with the expected request, answers, and closes. */
    private void answer(String request, String answer) throws IOException {
        try (Socket served = server.accept()) {
            served.setSoTimeout(PATIENCE_MILLIS);
            assertThat(receive(served, request.length())).isEqualTo(request);
            send(served, answer);
        }
    }

    private static void send(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String receive(Socket at, int length) throws IOException {
        return new String(at.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** What has arrived before the reset does not matter. */
    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }
}
