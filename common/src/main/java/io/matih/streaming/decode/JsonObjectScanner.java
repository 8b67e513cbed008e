package io.matih.streaming.decode;

/**
 * One pass over a JSON document that judges all of it and finds the known fields of its top-level object.
 *
 * <p>Values are only located, not read. Nesting is followed without recursion. Reusable, not thread safe, free of allocation
 * on well-formed documents while member names repeat.
 */
final class JsonObjectScanner {

    /** Bytes of the longest escape of one character's byte, {@code \}{@code u0041}. */
    private static final int ESCAPE_BYTES = 6;

    private static final int FAILED = JsonTokens.FAILED;

    private final FieldSet names;
    private final FaultScope scope;
    private final int maxDepth;
    private final boolean[] objectAtLevel;
    private final byte[] unescapedName;

    /** Where the values start, and where they end. What kind they are is told by their first bytes. */
    private final int[] starts;

    private final int[] ends;

    /** One bit for each field, as in the next two. */
    private long found;

    /** Found more than once. */
    private long repeated;

    /** Strings with an escape sequence. */
    private long escaped;

    private final MemberOrder order = new MemberOrder();
    private final JsonTokens tokens = new JsonTokens();
    /** The last name before a member that was not expected, and then that member's. */
    private MemberName name = order.beginning();

    private byte[] bytes = {};
    private int topLevel;
    private ScanVerdict verdict = ScanVerdict.OBJECT;
    private String detail = "";

    JsonObjectScanner(FieldSet names, FaultScope scope, int maxDepth) {
        this.names = names;
        this.scope = scope;
        this.maxDepth = maxDepth;
        objectAtLevel = new boolean[maxDepth + 1];
        unescapedName = new byte[names.longestBytes() * ESCAPE_BYTES];
        starts = new int[names.size()];
        ends = new int[names.size()];
    }

    /** Judges the document in a range of the array; the fields stay readable while the array is not written to. */
    ScanVerdict scan(byte[] document, int from, int to) {
        clear();
        bytes = document;
        tokens.open(document, from, to);
        verdict = ScanVerdict.OBJECT;
        int end = topValue(tokens.skipBlanks(from));
        if (end != FAILED) {
            end = tokens.skipBlanks(end);
            if (!tokens.isEnd(end)) {
                end = malformed(tokens.fail(end, "nothing more"));
            }
        }
        if (verdict != ScanVerdict.OBJECT) {
            found = 0;
        }
        return verdict;
    }

    /** Forgets all fields. */
    void clear() {
        found = 0;
        repeated = 0;
        escaped = 0;
    }

    /** One line on why the verdict is not {@link ScanVerdict#OBJECT}. */
    String detail() {
        return detail;
    }

    byte[] bytes() {
        return bytes;
    }

    FieldKind kind(int field) {
        if (!contains(found, field)) {
            return FieldKind.ABSENT;
        }
        return contains(repeated, field) ? FieldKind.REPEATED : FieldKind.of(bytes[starts[field]]);
    }

    /** Where the value starts: at the quote of a string, at the bracket of an object or array. */
    int start(int field) {
        return starts[field];
    }

    /** Where the value ends, exclusive: after the closing quote of a string. */
    int end(int field) {
        return ends[field];
    }

    /** Whether the field is a string with an escape sequence. */
    boolean isEscaped(int field) {
        return contains(escaped, field);
    }

    private static boolean contains(long fields, int field) {
        return (fields >>> field & 1) != 0;
    }

    private int topValue(int at) {
        if (tokens.isAt(at, '{')) {
            topLevel = 1;
            return topObject(at);
        }
        topLevel = 0;
        int end = tokens.isAt(at, '[') ? container(at) : malformedIfFailed(tokens.scalar(at));
        if (end != FAILED) {
            verdict = ScanVerdict.NOT_AN_OBJECT;
            detail = "value: expected a JSON object, but got "
                    + FieldKind.of(bytes[at]).description();
        }
        return end;
    }

    private int topObject(int open) {
        int end = tokens.skipBlanks(open + 1);
        if (tokens.isAt(end, '}')) {
            return end + 1;
        }
        MemberName last = order.beginning();
        int at = open;
        do {
            MemberName guess = last.follower();
            if (guess.isAt(bytes, at, tokens.limit()) && !isFound(guess.field())) {
                last = guess;
                at = memberEnd(memberValue(tokens.skipBlanks(at + guess.length()), guess.field()));
            } else {
                name = last;
                at = memberEnd(unexpectedMember(at));
                last = name;
            }
        } while (at != FAILED && tokens.isAt(at, ','));
        return at == FAILED ? FAILED : at + 1;
    }

    /** Where the comma or bracket after a value is; hardly anybody writes blanks before it, so they are looked for last. */
    private int memberEnd(int valueEnd) {
        if (valueEnd == FAILED || tokens.isAt(valueEnd, ',')) {
            return valueEnd;
        }
        int end = tokens.skipBlanks(valueEnd);
        return tokens.isAt(end, ',') || tokens.isAt(end, '}') ? end : malformed(tokens.fail(end, "',' or '}'"));
    }

    /** Reads a member, from the bracket or comma before it on, that is not the one that followed {@link #name} last. */
    private int unexpectedMember(int separator) {
        int quote = tokens.skipBlanks(separator + 1);
        if (!tokens.isAt(quote, '"')) {
            return malformed(tokens.fail(quote, "a field name"));
        }
        int nameEnd = tokens.string(quote);
        if (nameEnd == FAILED) {
            return malformed(FAILED);
        }
        int field = field(quote + 1, nameEnd - 1);
        boolean escapedName = tokens.stringEscaped();
        boolean again = isFound(field);
        if (again && scope == FaultScope.RECORD) {
            return repeated(field, quote);
        }
        int colon = tokens.skipBlanks(nameEnd);
        if (!tokens.isAt(colon, ':')) {
            return malformed(tokens.fail(colon, "':'"));
        }
        int value = tokens.skipBlanks(colon + 1);
        if (!escapedName) {
            name = order.follow(name, bytes, separator, value, field);
        }
        int end = memberValue(value, field);
        if (end != FAILED && again) {
            repeated |= 1L << field;
        }
        return end;
    }

    private boolean isFound(int field) {
        return field != FieldSet.UNKNOWN && contains(found, field);
    }

    private int field(int from, int to) {
        if (!tokens.stringEscaped()) {
            return names.indexOf(bytes, from, to);
        }
        if (to - from > unescapedName.length) {
            return FieldSet.UNKNOWN;
        }
        return names.indexOf(unescapedName, 0, TextUnescaper.unescape(bytes, from, to, unescapedName));
    }

    private int memberValue(int at, int field) {
        boolean escapedString = false;
        int end;
        if (tokens.isAt(at, '"')) {
            end = malformedIfFailed(tokens.string(at));
            escapedString = tokens.stringEscaped();
        } else if (tokens.isAt(at, '{')) {
            end = container(at);
        } else if (tokens.isAt(at, '[')) {
            end = texts(at);
            if (end == FAILED) {
                end = container(at);
            }
        } else {
            end = malformedIfFailed(tokens.scalar(at));
        }
        if (end != FAILED && field != FieldSet.UNKNOWN) {
            found |= 1L << field;
            starts[field] = at;
            ends[field] = end;
            if (escapedString) {
                escaped |= 1L << field;
            }
        }
        return end;
    }

    /** Reads an array of strings, as most are, or an empty one; {@link #FAILED} for any other, which has to be read again. */
    private int texts(int open) {
        if (topLevel == maxDepth) {
            return FAILED;
        }
        int at = open;
        do {
            int quote = tokens.skipBlanks(at + 1);
            if (!tokens.isAt(quote, '"')) {
                return at == open && tokens.isAt(quote, ']') ? quote + 1 : FAILED;
            }
            at = tokens.string(quote);
        } while (at != FAILED && tokens.isAt(at, ','));
        return at != FAILED && tokens.isAt(at, ']') ? at + 1 : FAILED;
    }

    /** Reads the object or array that opens here, with all that is in it. */
    private int container(int open) {
        int level = topLevel;
        int at = open;
        while (true) {
            if (tokens.isAt(at, '{') || tokens.isAt(at, '[')) {
                level++;
                if (level > maxDepth) {
                    return tooDeep(at);
                }
                boolean object = tokens.isAt(at, '{');
                objectAtLevel[level] = object;
                at = tokens.skipBlanks(at + 1);
                if (tokens.isAt(at, object ? '}' : ']')) {
                    at++;
                    level--;
                } else {
                    at = object ? memberName(at) : at;
                    if (at == FAILED) {
                        return FAILED;
                    }
                    continue;
                }
            } else {
                at = malformedIfFailed(tokens.scalar(at));
                if (at == FAILED) {
                    return FAILED;
                }
            }
            while (level > topLevel) {
                boolean object = objectAtLevel[level];
                at = tokens.skipBlanks(at);
                if (tokens.isAt(at, object ? '}' : ']')) {
                    at++;
                    level--;
                } else if (tokens.isAt(at, ',')) {
                    at = tokens.skipBlanks(at + 1);
                    at = object ? memberName(at) : at;
                    break;
                } else {
                    return malformed(tokens.fail(at, object ? "',' or '}'" : "',' or ']'"));
                }
            }
            if (at == FAILED || level == topLevel) {
                return at;
            }
        }
    }

    /** Reads a name and its colon; returns where the value starts. */
    private int memberName(int from) {
        if (!tokens.isAt(from, '"')) {
            return malformed(tokens.fail(from, "a field name"));
        }
        int at = tokens.string(from);
        if (at == FAILED) {
            return malformed(FAILED);
        }
        at = tokens.skipBlanks(at);
        return tokens.isAt(at, ':') ? tokens.skipBlanks(at + 1) : malformed(tokens.fail(at, "':'"));
    }

    private int malformedIfFailed(int end) {
        return end == FAILED ? malformed(FAILED) : end;
    }

    private int malformed(int failed) {
        verdict = ScanVerdict.MALFORMED;
        detail = tokens.describeFault();
        return failed;
    }

    private int repeated(int field, int at) {
        verdict = ScanVerdict.MALFORMED;
        detail = names.name(field) + ": expected once, but came again " + tokens.position(at);
        return FAILED;
    }

    private int tooDeep(int at) {
        verdict = ScanVerdict.TOO_DEEP;
        detail = "value: expected at most " + maxDepth + " levels of nesting, but got one more " + tokens.position(at);
        return FAILED;
    }
}
