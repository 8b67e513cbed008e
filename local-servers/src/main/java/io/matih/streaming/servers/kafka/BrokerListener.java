package io.matih.streaming.servers.kafka;

/** The doors of the broker, named like their security protocol. */
enum BrokerListener {
    PLAINTEXT,
    SASL_PLAINTEXT,
    SSL,
    /** Between broker and controller only. */
    CONTROLLER;

    static final String HOST = "127.0.0.1";

    String onPort(int port) {
        return name() + "://" + HOST + ":" + port;
    }
}
