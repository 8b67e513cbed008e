package io.matih.streaming.servers.kafka;

/**
 * Who a server or client is in TLS, as PEM text.
 *
 * @param certificate the X.509 certificate
 * @param privateKey its private key, PKCS#8, not encrypted
 */
public record PemIdentity(String certificate, String privateKey) {

    /** Key and certificate in one text, as Kafka wants a key store file of type PEM. */
    public String keyStore() {
        return privateKey + certificate;
    }

    /** Names the parts only: the key must not end in a log. */
    @Override
    public String toString() {
        return "PemIdentity[certificate and private key]";
    }
}
