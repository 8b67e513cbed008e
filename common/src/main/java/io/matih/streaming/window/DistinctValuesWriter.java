package io.matih.streaming.window;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** Writes the binary form of {@link DistinctValues}. */
final class DistinctValuesWriter {

    private final DataOutputSerializer output = new DataOutputSerializer(256);
    private @Nullable String lastGroup;
    private @Nullable String lastValue;

    void write(int set, String group, String value) {
        try {
            output.writeByte(set);
            StringValue.writeString(group.equals(lastGroup) ? null : group, output);
            StringValue.writeString(value.equals(lastValue) ? null : value, output);
        } catch (IOException e) {
            throw new UncheckedIOException("Distinct values do not fit into memory", e);
        }
        lastGroup = group;
        lastValue = value;
    }

    byte[] toBytes() {
        return output.getCopyOfBuffer();
    }
}
