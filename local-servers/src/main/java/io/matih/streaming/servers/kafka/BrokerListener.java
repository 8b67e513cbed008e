package io.matih.streaming.servers.kafka;

/** The doors of the broker, named like their security protocol. */
enum BrokerListener {
    PLAINTEXT,
    SASL_PLAINTEXT,
    SSL,
    /** Of the broker to itself, where clients are sent elsewhere; unencrypted. */
    INTERNAL,
    /** Between broker and controller only. */
    CONTROLLER;

    static final String HOST = "127.0.0.1";

    String onPort(int port) {
        return name() + "://" + HOST + ":" + port;
    }
}
