package io.matih.streaming.decode;

/** How far a fault in one field of an object reaches. */
enum FaultScope {
    /** The whole record is lost: the first fault ends reading, and a known field given twice is malformed JSON. */
    RECORD,
    /** Only that field's value is lost: it reads as absent and is counted, also when the field is given twice. */
    FIELD
}
