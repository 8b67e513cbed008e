package io.matih.streaming.decode;

import io.matih.streaming.record.RejectReason;
import io.matih.streaming.text.Utf8Text;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of the known fields of one JSON object, judged field by field in the order they are asked for.
 *
 * <p>The first fault ends the record: it is kept as {@link #reason()} and {@link #detail()}, and all reads after it return
 * nothing. In an {@linkplain #embeddedObject embedded object} a fault takes that field's value alone and is counted.
 *
 * <p>JSON null is the same as absent. Nothing is {@link #ABSENT} for numbers, null for references; no valid number is negative.
 * Required fields that are faulty read as the empty string or 0, which only a record that is rejected anyway ever sees.
 *
 * <p>Reusable, not thread safe. Values are valid until the next record, except strings, which stay.
 */
public final class JsonFields {

    /** What a number that is absent, null or faulty reads as. */
    public static final int ABSENT = -1;

    private static final int MAX_CODE_POINTS = 1024;
    private static final int MAX_NUMBER_CHARS = 100;
    private static final int MAX_NUMBER_POWER = 15;
    private static final int MONEY_LIMIT_POWER = 6;
    private static final int MONEY_DECIMALS = 9;
    private static final long MONEY_LIMIT_NANOS = 1_000_000_000_000_000L;
    private static final int SHORT_DECIMALS = 7;
    private static final double SHORT_DECIMALS_UNIT = 1e7;
    private static final String[] NO_TEXTS = {};

    private static final String TEXT = "a string";
    private static final String SHORT_TEXT = "at most 1024 characters";
    private static final String REQUIRED_TEXT = "a string that is not blank";
    private static final String TEXTS = "an array of strings";
    private static final String INTEGER = "an integer from 0 to 10^15";
    private static final String NUMBER = "a number from 0 to 10^15";
    private static final String MONEY = "a number from 0 to below 10^6";
    private static final String SHORT_NUMBER = "a number of at most 100 characters";
    private static final String BOOLEAN = "true or false";
    private static final String TIMESTAMP = "a date and time such as 2026-11-20T10:15:30Z";

    private final FieldSet names;
    private final FaultScope scope;
    private final int maxDepth;
    private final JsonObjectScanner scanner;
    private final Utf8Text text = new Utf8Text();
    /** Of an embedded object that came as text. */
    private final Utf8Text document = new Utf8Text();

    private final DecimalLexeme number = new DecimalLexeme();
    private final TimestampText timestamps = new TimestampText();
    /** One for each field, so that texts that hardly repeat, such as ids, take no room from those that do. */
    private final TextCache[] caches;

    /** One for each field that is read as such; they are valid at the same time. */
    private final Utf8Text[] utf8;

    private final Utf8Text noUtf8 = new Utf8Text();
    private String[] texts = new String[8];
    private final @Nullable JsonFields[] embedded;

    private @Nullable RejectReason reason;
    private @Nullable String detail;
    private int faultCount;

    private JsonFields(FieldSet names, FaultScope scope, int maxDepth) {
        this.names = names;
        this.scope = scope;
        this.maxDepth = maxDepth;
        scanner = new JsonObjectScanner(names, scope, maxDepth);
        embedded = new @Nullable JsonFields[names.size()];
        caches = new TextCache[names.size()];
        Arrays.setAll(caches, field -> new TextCache());
        utf8 = new Utf8Text[names.size()];
        Arrays.setAll(utf8, field -> new Utf8Text());
    }

    /** A reader of records with these fields and at most this deep. */
    static JsonFields ofRecord(FieldSet names, int maxDepth) {
        return new JsonFields(names, FaultScope.RECORD, maxDepth);
    }

    /** Takes the next document; one that is not a good JSON object is a fault, and all its fields are absent. */
    void open(byte[] document, int from, int to) {
        close();
        ScanVerdict verdict = scanner.scan(document, from, to);
        RejectReason unreadable = verdict.reason();
        if (unreadable != null) {
            fault(unreadable, scanner.detail());
        }
    }

    private void close() {
        scanner.clear();
        reason = null;
        detail = null;
        faultCount = 0;
    }

    /** Why the record is a dead letter, by the first fault; null while there is none. */
    public @Nullable RejectReason reason() {
        return reason;
    }

    /** One line on the first fault; null while there is none. */
    public @Nullable String detail() {
        return detail;
    }

    /** How many faults were found, each in another field; at most 1 but in an embedded object. */
    public int faultCount() {
        return faultCount;
    }

    /** A string that is not blank, of at most 1,024 code points, as it was sent. */
    public String requiredText(int field) {
        return loadRequired(field, text) && isShort(field, text) ? cached(field) : "";
    }

    /** As {@link #requiredText}, for a field that is only compared: of any length. */
    public String requiredTextOfAnyLength(int field) {
        return loadRequired(field, text) ? cached(field) : "";
    }

    /** As {@link #requiredText}, for a field that hardly repeats; valid until the next record. */
    public Utf8Text requiredUtf8(int field) {
        Utf8Text id = utf8[field];
        return loadRequired(field, id) && isShort(field, id) ? id : noUtf8;
    }

    /** A string of at most 1,024 code points, as it was sent; null when it is absent or blank. */
    public @Nullable String optionalText(int field) {
        return load(field, text) && isShort(field, text) ? cached(field) : null;
    }

    /** As {@link #optionalText}, for a field that hardly repeats; valid until the next record. */
    public @Nullable Utf8Text optionalUtf8(int field) {
        Utf8Text id = utf8[field];
        return load(field, id) && isShort(field, id) ? id : null;
    }

    /** Whether there is a string that is not blank; it may have any length. */
    public boolean hasText(int field) {
        return load(field, text);
    }

    /** The strings of an array that are neither null nor blank, each of at most 1,024 code points; empty when absent. */
    public String[] optionalTexts(int field) {
        FieldKind kind = kind(field);
        if (kind != FieldKind.ARRAY) {
            noValue(kind, field, TEXTS);
            return NO_TEXTS;
        }
        int size = 0;
        JsonTextArray entries = new JsonTextArray(scanner.bytes(), scanner.start(field));
        boolean tooLong = false;
        while (entries.next()) {
            entries.load(text);
            tooLong |= text.isLongerThan(MAX_CODE_POINTS);
            if (!tooLong && !text.isBlank()) {
                if (size == texts.length) {
                    texts = Arrays.copyOf(texts, 2 * size);
                }
                texts[size++] = cached(field);
            }
        }
        if (entries.isOtherType()) {
            fault(RejectReason.WRONG_TYPE, field, TEXTS, "an entry of another type");
            return NO_TEXTS;
        }
        if (tooLong) {
            fault(RejectReason.OUT_OF_RANGE, field, "entries of at most 1024 characters", "a longer one");
            return NO_TEXTS;
        }
        return Arrays.copyOf(texts, size);
    }

    /** A date and time in epoch milliseconds, digits after the third cut; no zone means UTC. */
    public long requiredTimestampMillis(int field) {
        if (!loadRequired(field, text)) {
            return 0;
        }
        long millis = timestamps.parseMillis(text.bytes, text.start, text.end);
        if (millis == TimestampText.INVALID) {
            fault(RejectReason.INVALID_TIMESTAMP, field, TIMESTAMP, value(field));
            return 0;
        }
        return millis;
    }

    /** An integer from 0 to 10^15; {@code 12.0} and {@code 1.2e1} are 12, and 12.5 is of the wrong type. */
    public long optionalInteger(int field) {
        long value = shortNumber(field, 0);
        if (value != ShortNumber.NOT_SHORT) {
            return value;
        }
        if (!loadNumber(field, INTEGER)) {
            return ABSENT;
        }
        if (!number.isIntegral()) {
            fault(RejectReason.WRONG_TYPE, field, INTEGER, value(field));
            return ABSENT;
        }
        boolean inRange = !number.isNegative() && !number.exceedsPowerOfTen(MAX_NUMBER_POWER);
        return isNumberInRange(field, inRange, INTEGER) ? number.roundToUnits(0) : ABSENT;
    }

    /** A number of 0 or more, rounded half-even to an integer of at most 10^15. */
    public long optionalRoundedInteger(int field) {
        long value = shortNumber(field, 0);
        if (value != ShortNumber.NOT_SHORT) {
            return value;
        }
        if (!loadNumber(field, NUMBER)) {
            return ABSENT;
        }
        boolean roundable = !number.isNegative() && !number.reachesPowerOfTen(MAX_NUMBER_POWER + 1);
        long rounded = roundable ? number.roundToUnits(0) : ABSENT;
        boolean inRange = roundable && rounded <= 1_000_000_000_000_000L;
        return isNumberInRange(field, inRange, NUMBER) ? rounded : ABSENT;
    }

    /** A sum of money from 0 to below 10^6 units, in billionths of a unit, rounded half-even. */
    public long optionalMoneyNanos(int field) {
        long value = shortNumber(field, MONEY_DECIMALS);
        if (value != ShortNumber.NOT_SHORT && value < MONEY_LIMIT_NANOS) {
            return value;
        }
        if (!loadNumber(field, MONEY)) {
            return ABSENT;
        }
        boolean inRange = !number.isNegative() && !number.reachesPowerOfTen(MONEY_LIMIT_POWER);
        return isNumberInRange(field, inRange, MONEY) ? number.roundToUnits(MONEY_DECIMALS) : ABSENT;
    }

    /** A number from 0 to 10^15 that keeps its fraction. */
    public double optionalNumber(int field) {
        long value = shortNumber(field, SHORT_DECIMALS);
        if (value != ShortNumber.NOT_SHORT) {
            return value / SHORT_DECIMALS_UNIT;
        }
        if (!loadNumber(field, NUMBER)) {
            return ABSENT;
        }
        boolean inRange = !number.isNegative() && !number.exceedsPowerOfTen(MAX_NUMBER_POWER);
        return isNumberInRange(field, inRange, NUMBER) ? number.toDouble() : ABSENT;
    }

    /** True or false; null when absent. */
    public @Nullable Boolean optionalBoolean(int field) {
        FieldKind kind = kind(field);
        if (kind == FieldKind.TRUE) {
            return Boolean.TRUE;
        }
        if (kind == FieldKind.FALSE) {
            return Boolean.FALSE;
        }
        noValue(kind, field, BOOLEAN);
        return null;
    }

    /**
     * The members of a field that is a JSON object, or a string that holds one. A bad member, or one given twice, reads as absent
     * and is counted in {@link #faultCount()} of what is returned. So is, once, a field that holds anything else, is nested too
     * deep in itself or is malformed: then all members are absent. Null, absent or blank is an object without members.
     *
     * @return the same reader for the same field, valid until the next call for it
     */
    public JsonFields embeddedObject(int field, FieldSet members) {
        JsonFields object = embedded[field];
        if (object == null || object.names != members) {
            object = new JsonFields(members, FaultScope.FIELD, maxDepth);
            embedded[field] = object;
        }
        object.close();
        FieldKind kind = kind(field);
        if (kind == FieldKind.OBJECT) {
            object.open(scanner.bytes(), scanner.start(field), scanner.end(field));
        } else if (kind == FieldKind.STRING) {
            loadText(field, object.document);
            if (!object.document.isBlank()) {
                object.open(object.document.bytes, object.document.start, object.document.end);
            }
        } else if (kind != FieldKind.ABSENT && kind != FieldKind.NULL) {
            object.fault(RejectReason.WRONG_TYPE, FaultText.detail(names.name(field), "an object", kind.description()));
        }
        return object;
    }

    private FieldKind kind(int field) {
        return isEnded() ? FieldKind.ABSENT : scanner.kind(field);
    }

    /** The string of the text that was loaded last. */
    private String cached(int field) {
        return caches[field].text(text.bytes, text.start, text.end);
    }

    private boolean loadRequired(int field, Utf8Text target) {
        boolean loaded = load(field, target);
        if (!loaded && !isEnded() && (kind(field) == FieldKind.STRING || isNothing(kind(field)))) {
            fault(RejectReason.MISSING_FIELD, field, REQUIRED_TEXT, value(field));
        }
        return loaded;
    }

    /** Loads a string; false when there is none, or a blank one. */
    private boolean load(int field, Utf8Text target) {
        FieldKind kind = kind(field);
        if (kind != FieldKind.STRING) {
            noValue(kind, field, TEXT);
            return false;
        }
        loadText(field, target);
        return !target.isBlank();
    }

    private void loadText(int field, Utf8Text target) {
        TextUnescaper.load(
                scanner.bytes(), scanner.start(field) + 1, scanner.end(field) - 1, scanner.isEscaped(field), target);
    }

    private boolean isShort(int field, Utf8Text loaded) {
        return isInRange(field, !loaded.isLongerThan(MAX_CODE_POINTS), SHORT_TEXT);
    }

    private boolean loadNumber(int field, String expected) {
        FieldKind kind = kind(field);
        if (kind != FieldKind.NUMBER) {
            noValue(kind, field, expected);
            return false;
        }
        number.read(scanner.bytes(), scanner.start(field), scanner.end(field));
        return true;
    }

    private long shortNumber(int field, int decimals) {
        return kind(field) == FieldKind.NUMBER
                ? ShortNumber.units(scanner.bytes(), scanner.start(field), scanner.end(field), decimals)
                : ShortNumber.NOT_SHORT;
    }

    private boolean isNumberInRange(int field, boolean inRange, String expected) {
        boolean isShort = number.length() <= MAX_NUMBER_CHARS;
        return isInRange(field, isShort && inRange, isShort ? expected : SHORT_NUMBER);
    }

    private boolean isInRange(int field, boolean inRange, String expected) {
        if (!inRange) {
            fault(RejectReason.OUT_OF_RANGE, field, expected, value(field));
        }
        return inRange;
    }

    /** A value that is there but of another type is a fault. */
    private void noValue(FieldKind kind, int field, String expected) {
        if (!isNothing(kind)) {
            fault(RejectReason.WRONG_TYPE, field, expected, value(field));
        }
    }

    private static boolean isNothing(FieldKind kind) {
        return kind == FieldKind.ABSENT || kind == FieldKind.NULL;
    }

    /** What came, for a person. */
    private String value(int field) {
        FieldKind kind = scanner.kind(field);
        return switch (kind) {
            case STRING, NUMBER -> FaultText.quote(scanner.bytes(), scanner.start(field), scanner.end(field));
            default -> kind.description();
        };
    }

    private void fault(RejectReason why, int field, String expected, String came) {
        fault(why, FaultText.detail(names.name(field), expected, came));
    }

    private boolean isEnded() {
        return reason != null && scope == FaultScope.RECORD;
    }

    private void fault(RejectReason why, String oneLine) {
        if (reason == null) {
            reason = why;
            detail = oneLine;
        }
        faultCount++;
    }
}
