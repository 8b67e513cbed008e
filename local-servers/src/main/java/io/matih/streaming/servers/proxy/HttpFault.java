package io.matih.streaming.servers.proxy;

import java.time.Duration;

/** What can go wrong with an HTTP request on its way. */
public sealed interface HttpFault {

    /**
     * The request is not forwarded; this is the answer.
     *
     * @param code HTTP status
     * @param body text of the answer, empty for none
     */
    record Status(int code, String body) implements HttpFault {}

    /** The request is forwarded, the answer thrown away, and the client's connection closed. */
    record LostAnswer() implements HttpFault {}

    /**
     * The client's connection is closed as soon as the request is read, and the request forwarded later. It is also
     * forwarded when the proxy is healed meanwhile.
     *
     * @param after how much later
     */
    record LateForward(Duration after) implements HttpFault {}

    /** The request is read and neither forwarded nor answered; when the proxy is healed the connection is reset. */
    record Hang() implements HttpFault {}

    /**
     * The request waits before it is forwarded, at most until the proxy is healed.
     *
     * @param time how long
     */
    record Delay(Duration time) implements HttpFault {}
}
