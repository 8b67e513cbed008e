package io.matih.streaming.servers.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/** How the end of a body is found, and the body copied as it comes, chunk sizes and trailers included. */
enum HttpBody {
    NONE {
        @Override
        void copy(HttpHead head, InputStream in, OutputStream out) {}
    },
    OF_KNOWN_LENGTH {
        @Override
        void copy(HttpHead head, InputStream in, OutputStream out) throws IOException {
            copyBytes(number(String.valueOf(head.header(LENGTH)), 10), in, out);
        }
    },
    CHUNKED {
        @Override
        void copy(HttpHead head, InputStream in, OutputStream out) throws IOException {
            long length;
            do {
                String line = copyLine(in, out);
                length = number(line.split(";", 2)[0], 16);
                copyBytes(length, in, out);
                if (length > 0) {
                    copyLine(in, out);
                }
            } while (length > 0);
            while (!copyLine(in, out).isEmpty()) {
                // Trailers up to the empty line.
            }
        }
    },
    /** Only of answers. */
    UNTIL_CLOSED {
        @Override
        void copy(HttpHead head, InputStream in, OutputStream out) throws IOException {
            in.transferTo(out);
        }
    };

    private static final String LENGTH = "Content-Length";
    private static final int BUFFER_BYTES = 64 << 10;

    static HttpBody ofRequest(HttpHead request) {
        return framed(request, NONE);
    }

    static HttpBody ofAnswer(HttpHead request, HttpHead answer) throws ProtocolException {
        boolean none = request.method().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
        return none ? NONE : framed(answer, UNTIL_CLOSED);
    }

    /** Copies the body that follows the head. */
    abstract void copy(HttpHead head, InputStream in, OutputStream out) throws IOException;

    private static HttpBody framed(HttpHead head, HttpBody otherwise) {
        if (head.has("Transfer-Encoding", "chunked")) {
            return CHUNKED;
        }
        return head.header(LENGTH) == null ? otherwise : OF_KNOWN_LENGTH;
    }

    private static void copyBytes(long length, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException(left + " bytes of the body are missing");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** Copies a line and returns it without its end. */
    private static String copyLine(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (HttpHead.copyLine(in, line) == 0) {
            throw new EOFException("connection closed inside a body of chunks");
        }
        line.writeTo(out);
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static long number(String text, int radix) throws ProtocolException {
        try {
            return Long.parseLong(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw new ProtocolException("not a length: " + text);
        }
    }
}
