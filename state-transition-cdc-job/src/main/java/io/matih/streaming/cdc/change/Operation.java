package io.matih.streaming.cdc.change;

/** What happened to a row. The codes are those of the column {@code op}. */
public final class Operation {

    public static final String READ = "r";
    public static final String CREATE = "c";
    public static final String UPDATE = "u";
    public static final String DELETE = "d";

    /** All rows of the table are gone; never written to the table. */
    public static final String TRUNCATE = "t";

    private Operation() {}
}
