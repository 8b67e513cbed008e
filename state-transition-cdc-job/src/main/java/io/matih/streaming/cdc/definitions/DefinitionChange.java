package io.matih.streaming.cdc.definitions;

import org.jspecify.annotations.Nullable;

/**
 * One change of an agent's definition, or, without an agent, how far the change stream has been read.
 *
 * <p>Moments that are missing, infinite or outside of the years 1 to 9999 are null.
 */
public final class DefinitionChange {

    /** This only says that all transactions that were committed before have been read; it has no row. */
    public boolean progress;

    public String tenantId = "";

    public String agentId = "";

    /** Null when it is missing, blank or too long for a column, and when the row was deleted. */
    public @Nullable String name;

    public boolean deleted;

    /** All rows were removed at once; nothing says which. */
    public boolean truncated;

    /** When the row was changed, by its own account. */
    public @Nullable Long updatedAtMillis;

    /** The same of the row before; null for a new row. */
    public @Nullable Long previousUpdatedAtMillis;

    /** When the transaction was committed; null for a row that was read at the start. */
    public @Nullable Long committedAtMillis;

    /** Values that a definition should have and this one does not. */
    public int oddValues;

    /** Whether no window can ever be this agent's, because traces without an id are none. */
    boolean isNobodys() {
        return tenantId.isBlank() || agentId.isBlank();
    }
}
