package io.matih.streaming.sketch;

import org.jspecify.annotations.Nullable;

/** A value and how often it occurred. */
public final class TopEntry {

    public String value = "";
    public long count;

    public TopEntry() {}

    public TopEntry(String value, long count) {
        this.value = value;
        this.count = count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopEntry that && count == that.count && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + Long.hashCode(count);
    }

    @Override
    public String toString() {
        return value + "=" + count;
    }
}
