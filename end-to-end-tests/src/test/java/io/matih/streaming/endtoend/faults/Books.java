package io.matih.streaming.endtoend.faults;

import java.util.Set;

/** Who owes what: every record of the source topic must come out in one row, or late, or as a dead letter. */
interface Books extends AutoCloseable {

    /** Reads on everywhere. */
    void read();

    /** What should have come out of the records that were read so far, and has not yet. */
    Set<String> owed();

    /** Gives up waiting for this. */
    void giveUp(Set<String> names);

    /** From now on the source has one partition more, and windows wait for it. */
    void addPartition();

    /** Two jobs write, until they are said to be one again: late events and dead letters of before and of now may come twice. */
    void expectTwoWriters(boolean two);

    /** The table goes back to this snapshot: rows since are owed again, late events and dead letters may come once more. */
    void rewind(long snapshot);

    /** Whether there are late events and dead letters that may have come more than once. */
    boolean mayHaveRepeats();

    /** Enters that something is in a wrong place. */
    void misplaced(String what);

    /** Reads the whole table once more: it must have the rows that came one by one. */
    void readTableAgain();

    TableTail table();

    /** How many records of the source have been read. */
    long records();

    /** How many rows and records have come out. */
    int settled();

    Verdict verdict();

    @Override
    void close();
}
