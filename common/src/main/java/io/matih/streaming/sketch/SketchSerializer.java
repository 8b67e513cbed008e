package io.matih.streaming.sketch;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the serializers of this package share. Every value begins with the number of its format, so a newer serializer
 * reads what an older one wrote, value by value and without a migration.
 */
abstract class SketchSerializer<T> extends TypeSerializerSingleton<T> {

    private static final long serialVersionUID = 1L;

    static final int CURRENT_FORMAT = 1;

    abstract T readContent(DataInputView source) throws IOException;

    abstract void writeContent(T value, DataOutputView target) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        target.writeByte(CURRENT_FORMAT);
        writeContent(value, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        int format = source.readUnsignedByte();
        if (format != CURRENT_FORMAT) {
            throw new IOException(getClass().getSimpleName() + ": expected format 1 to " + CURRENT_FORMAT + ", got "
                    + format + "; the state was written by a newer release or is damaged");
        }
        return readContent(source);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final int getLength() {
        return -1;
    }
}
