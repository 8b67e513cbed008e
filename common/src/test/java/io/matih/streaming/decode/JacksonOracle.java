package io.matih.streaming.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A second opinion on documents, from another parser made as strict as the contract. */
final class JacksonOracle {

    /** A verdict and, for an object, the known top-level fields as kind and text. */
    record Opinion(ScanVerdict verdict, Map<Integer, String> fields) {}

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final FieldSet names;
    private final JsonFactory factory;

    JacksonOracle(FieldSet names, int maxDepth) {
        this.names = names;
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    Opinion judge(byte[] document) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException invalid) {
            return rejected(ScanVerdict.MALFORMED);
        }
        if (text.startsWith("\ufeff")) {
            return rejected(ScanVerdict.MALFORMED);
        }
        try (JsonParser parser = factory.createParser(text)) {
            return judge(parser);
        } catch (StreamConstraintsException tooDeep) {
            return rejected(ScanVerdict.TOO_DEEP);
        } catch (JsonProcessingException | Malformed invalid) {
            return rejected(ScanVerdict.MALFORMED);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Opinion judge(JsonParser parser) throws IOException {
        Map<Integer, String> fields = new HashMap<>();
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Malformed();
        }
        value(parser, first);
        int depth = first.isStructStart() ? 1 : 0;
        int field = FieldSet.UNKNOWN;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            String described = value(parser, token);
            if (first == JsonToken.START_OBJECT && depth == 1 && token == JsonToken.FIELD_NAME) {
                byte[] name = parser.currentName().getBytes(UTF_8);
                field = names.indexOf(name, 0, name.length);
                if (fields.containsKey(field)) {
                    throw new Malformed();
                }
            } else if (first == JsonToken.START_OBJECT
                    && depth == 1
                    && field != FieldSet.UNKNOWN
                    && !token.isStructEnd()) {
                fields.put(field, described);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        if (parser.nextToken() != null) {
            throw new Malformed();
        }
        return first == JsonToken.START_OBJECT
                ? new Opinion(ScanVerdict.OBJECT, fields)
                : rejected(ScanVerdict.NOT_AN_OBJECT);
    }

    private static String value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new Malformed();
        }
        String text = parser.getText();
        if (hasLoneSurrogate(text)) {
            throw new Malformed();
        }
        return switch (token) {
            case VALUE_STRING -> FieldKind.STRING + " " + text;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> FieldKind.NUMBER + " " + text;
            case START_OBJECT -> FieldKind.OBJECT.name();
            case START_ARRAY -> FieldKind.ARRAY.name();
            case VALUE_TRUE -> FieldKind.TRUE.name();
            case VALUE_FALSE -> FieldKind.FALSE.name();
            case VALUE_NULL -> FieldKind.NULL.name();
            default -> "";
        };
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Opinion rejected(ScanVerdict verdict) {
        return new Opinion(verdict, Map.of());
    }

    /** What the scanner under test says, in the same words. */
    static Opinion of(JsonObjectScanner scanner, FieldSet names, byte[] document) {
        ScanVerdict verdict = scanner.scan(document, 0, document.length);
        Map<Integer, String> fields = new HashMap<>();
        for (int field = 0; field < names.size(); field++) {
            FieldKind kind = scanner.kind(field);
            if (kind != FieldKind.ABSENT) {
                fields.put(field, kind + text(scanner, field, kind));
            }
        }
        return new Opinion(verdict, fields);
    }

    private static String text(JsonObjectScanner scanner, int field, FieldKind kind) {
        if (!List.of(FieldKind.STRING, FieldKind.NUMBER).contains(kind)) {
            return "";
        }
        int quote = kind == FieldKind.STRING ? 1 : 0;
        byte[] raw = Arrays.copyOfRange(scanner.bytes(), scanner.start(field) + quote, scanner.end(field) - quote);
        byte[] plain = new byte[raw.length];
        int length = scanner.isEscaped(field) ? TextUnescaper.unescape(raw, 0, raw.length, plain) : raw.length;
        return " " + new String(scanner.isEscaped(field) ? plain : raw, 0, length, UTF_8);
    }
}
