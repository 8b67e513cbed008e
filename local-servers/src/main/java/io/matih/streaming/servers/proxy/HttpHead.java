package io.matih.streaming.servers.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Start line and headers of one HTTP/1.1 message, kept byte for byte: signatures cover them.
 *
 * @param text all of it with the empty line at the end, one character a byte
 */
record HttpHead(String text) {

    private static final int LIMIT_BYTES = 64 << 10;
    private static final String LINE_END = "\r\n";

    /** Reads up to the empty line; null when the other side has closed the connection instead of sending one more. */
    static @Nullable HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineLength;
        do {
            lineLength = copyLine(in, head);
            if (head.size() == 0) {
                return null;
            }
        } while (lineLength > LINE_END.length());
        return new HttpHead(head.toString(StandardCharsets.ISO_8859_1));
    }

    /** Copies a line with its end, and returns how many bytes it has: 0 only at the end of the stream. */
    static int copyLine(InputStream in, ByteArrayOutputStream out) throws IOException {
        int start = out.size();
        for (int next = in.read(); next >= 0; next = in.read()) {
            out.write(next);
            if (next == '\n') {
                return out.size() - start;
            }
            if (out.size() > LIMIT_BYTES) {
                throw new ProtocolException("more than " + LIMIT_BYTES + " bytes of headers");
            }
        }
        if (out.size() > 0) {
            throw new EOFException("connection closed inside the headers");
        }
        return 0;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Of a request. */
    String method() {
        return startLine()[0];
    }

    /** Of a request: its target without the query. */
    String path() {
        return startLine()[1].split("\\?", 2)[0];
    }

    /** Of an answer. */
    int status() throws ProtocolException {
        try {
            return Integer.parseInt(startLine()[1]);
        } catch (NumberFormatException e) {
            throw new ProtocolException("not the start of an answer: " + lines().get(0));
        }
    }

    /** Whether another message may follow on the connection, as far as this one tells. */
    boolean keepsAlive() {
        return lines().get(0).contains("HTTP/1.1") && !has("Connection", "close");
    }

    /** Whether the header has the value, in any case, alone or in a list. */
    boolean has(String name, String value) {
        String header = header(name);
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .anyMatch(part -> part.strip().equalsIgnoreCase(value));
    }

    /** The value of the header, null without it. */
    @Nullable String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return lines().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse(null);
    }

    private String[] startLine() {
        String[] parts = lines().get(0).split(" ", -1);
        return parts.length >= 2 ? parts : new String[] {"", ""};
    }

    private List<String> lines() {
        return Arrays.asList(text.split(LINE_END, -1));
    }
}
