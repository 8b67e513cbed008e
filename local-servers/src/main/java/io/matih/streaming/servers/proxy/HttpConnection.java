package io.matih.streaming.servers.proxy;

import io.matih.streaming.servers.proxy.HttpScript.Disturbance;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client's connection: request after request, each with the fault that the script has for it. */
final class HttpConnection {

    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket client;
    private final HttpScript script;
    private final HttpTarget target;

    HttpConnection(Socket client, HttpScript script, HttpTarget target) {
        this.client = client;
        this.script = script;
        this.target = target;
    }

    /** Returns when the connection is closed. */
    void serve() {
        try {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER_BYTES);
            OutputStream out = new BufferedOutputStream(client.getOutputStream(), BUFFER_BYTES);
            @Nullable HttpHead request = HttpHead.read(in);
            while (request != null && answer(request, in, out)) {
                request = HttpHead.read(in);
            }
            client.close();
        } catch (IOException oneSideGone) {
            // The other side learns it from the reset.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Sockets.abort(client);
        }
    }

    /** Returns whether the client may send one more request. */
    private boolean answer(HttpHead request, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        Optional<Disturbance> disturbance = script.next(request);
        if (request.has("Expect", "100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return disturbance.isPresent()
                ? disturb(disturbance.get(), request, in, out)
                : target.forward(request, in, out);
    }

    private boolean disturb(Disturbance disturbance, HttpHead request, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        HttpFault fault = disturbance.fault();
        if (fault instanceof HttpFault.Delay delay) {
            disturbance.awaitHealing(delay.time());
            return target.forward(request, in, out);
        }
        if (fault instanceof HttpFault.LostAnswer) {
            target.forward(request, in, OutputStream.nullOutputStream());
            return false;
        }
        byte[] body = bodyOf(request, in);
        if (fault instanceof HttpFault.Status status) {
            write(status, request, out);
            return request.keepsAlive();
        }
        if (fault instanceof HttpFault.LateForward late) {
            target.forwardLater(late.after(), request, body);
            return false;
        }
        disturbance.awaitHealing();
        throw new IOException("the request has hung");
    }

    private static byte[] bodyOf(HttpHead request, InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpBody.ofRequest(request).copy(request, in, body);
        return body.toByteArray();
    }

    private static void write(HttpFault.Status status, HttpHead request, OutputStream out) throws IOException {
        byte[] body = status.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status.code() + " Disturbed\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (!request.method().equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }
}
