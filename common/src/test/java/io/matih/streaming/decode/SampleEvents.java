package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Good documents, as byte arrays of their own. */
final class SampleEvents {

    static final FieldSet FIELDS = FieldSet.of(
            "tenant", "city", "hit", "count", "latency_ms", "cost_usd", "tags", "metadata", "note", "timestamp");

    private static final String[] GOOD = {
        "{\"tenant\":\"acme\",\"city\":\"Köln\",\"hit\":true,\"count\":12,\"latency_ms\":431.25,\"cost_usd\":0.0123,"
                + "\"timestamp\":\"2026-11-20T10:15:30.123Z\"}",
        "{ \"id\" : \"7f0c\\u0041\\n\" , \"tenant\" : \"a\\\"b\\\\c\" , \"hit\" : false , \"count\" : null ,"
                + " \"tags\" : [ \"x\" , null , \"\\ud83d\\ude00\" ] , \"timestamp\" : \"2026-11-20 10:15:30\" }",
        "{\"t\\u0065nant\":\"😀 und \u2028 mehr\",\"metadata\":{\"duration_ms\":5,\"deep\":[[{\"a\":{}}],[]]},\"count\":1.2e1,"
                + "\"note\":\"\",\"cost_usd\":-0,\"timestamp\":\"2026-11-20T10:15:30+02:00\"}",
        "\r\n\t{\"metadata\":\"{\\\"duration_ms\\\":7}\",\"latency_ms\":1E-3,\"tenant\":\"eine längere Zeichenkette als ein Wort\"}\n",
        "{}",
    };

    private SampleEvents() {}

    static int count() {
        return GOOD.length;
    }

    static byte[] bytes(int index) {
        return GOOD[index].getBytes(UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** Bytes written as {@code "22 ed a0 80 22"}. */
    static byte[] hex(String digits) {
        String[] parts = digits.split(" ", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int length = all.length;
            all = Arrays.copyOf(all, length + part.length);
            System.arraycopy(part, 0, all, length, part.length);
        }
        return all;
    }

    static boolean isUtf8(byte[] document) {
        return Arrays.equals(new String(document, UTF_8).getBytes(UTF_8), document);
    }

    /** A document for a failure message; bytes outside of ASCII as hexadecimal digits. */
    static String show(byte[] document) {
        StringBuilder shown = new StringBuilder();
        for (byte value : document) {
            shown.append(value >= ' ' && value < 0x7f ? String.valueOf((char) value) : String.format("<%02x>", value));
        }
        return shown.toString();
    }
}
