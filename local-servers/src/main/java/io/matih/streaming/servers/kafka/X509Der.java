package io.matih.streaming.servers.kafka;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Writes the few DER structures of an X.509 version 3 certificate with an ECDSA signature (RFC 5280). */
final class X509Der {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int NAME_OF_HOST = 0x82;
    private static final int ADDRESS_OF_HOST = 0x87;

    private static final byte[] TRUE = hex("0101ff");
    private static final byte[] ECDSA_WITH_SHA256 = hex("06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] BASIC_CONSTRAINTS = hex("0603551d13");
    private static final byte[] ALTERNATIVE_NAME = hex("0603551d11");
    private static final byte[] VERSION_3 = hex("020102");
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private X509Der() {}

    /** The part of a certificate that is signed. */
    static byte[] content(
            long serialNumber,
            String issuer,
            String subject,
            Instant notBefore,
            Instant notAfter,
            byte[] publicKey,
            byte[] extensions) {
        return element(
                SEQUENCE,
                element(VERSION, VERSION_3),
                element(INTEGER, BigInteger.valueOf(serialNumber).toByteArray()),
                element(SEQUENCE, ECDSA_WITH_SHA256),
                name(issuer),
                element(SEQUENCE, time(notBefore), time(notAfter)),
                name(subject),
                publicKey,
                element(EXTENSIONS, element(SEQUENCE, extensions)));
    }

    static byte[] certificate(byte[] content, byte[] signature) {
        byte[] noUnusedBits = {0};
        return element(
                SEQUENCE, content, element(SEQUENCE, ECDSA_WITH_SHA256), element(BIT_STRING, noUnusedBits, signature));
    }

    static byte[] authorityExtensions() {
        return element(SEQUENCE, BASIC_CONSTRAINTS, TRUE, element(OCTET_STRING, element(SEQUENCE, TRUE)));
    }

    static byte[] localHostExtensions() {
        byte[] names = element(
                SEQUENCE,
                element(NAME_OF_HOST, "localhost".getBytes(StandardCharsets.US_ASCII)),
                element(ADDRESS_OF_HOST, LOOPBACK));
        return element(SEQUENCE, ALTERNATIVE_NAME, element(OCTET_STRING, names));
    }

    private static byte[] name(String commonName) {
        byte[] text = element(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
        return element(SEQUENCE, element(SET, element(SEQUENCE, COMMON_NAME, text)));
    }

    private static byte[] time(Instant instant) {
        return element(UTC_TIME, SECONDS.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        writeLength(element, body.size());
        element.writeBytes(body.toByteArray());
        return element.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes);
    }
}
