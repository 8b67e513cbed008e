package io.matih.streaming.decode;

/** What stands in an object for one known field. */
enum FieldKind {
    ABSENT("nothing"),
    NULL("null"),
    STRING("a string"),
    NUMBER("a number"),
    TRUE("true"),
    FALSE("false"),
    OBJECT("an object"),
    ARRAY("an array"),
    /** The field was given more than once, in an object where that is no malformed JSON. */
    REPEATED("the field more than once");

    private final String description;

    FieldKind(String description) {
        this.description = description;
    }

    /** The kind of a JSON value that starts with this byte. */
    static FieldKind of(byte first) {
        return switch (first) {
            case '"' -> STRING;
            case '{' -> OBJECT;
            case '[' -> ARRAY;
            case 't' -> TRUE;
            case 'f' -> FALSE;
            case 'n' -> NULL;
            default -> NUMBER;
        };
    }

    /** The kind as it reads after "but got". */
    String description() {
        return description;
    }
}
