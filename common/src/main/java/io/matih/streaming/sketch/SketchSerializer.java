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

    static final int FIRST_FORMAT = 1;

    /** The format in which a value is to be written. */
    int formatOf(T value) {
        return FIRST_FORMAT;
    }

    /** The largest number of a format that can be read. */
    int newestFormat() {
        return FIRST_FORMAT;
    }

    abstract T readContent(int format, DataInputView source) throws IOException;

    abstract void writeContent(int format, T value, DataOutputView target) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        int format = formatOf(value);
        target.writeByte(format);
        writeContent(format, value, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        int format = source.readUnsignedByte();
        if (format < FIRST_FORMAT || format > newestFormat()) {
            throw new IOException(getClass().getSimpleName() + ": expected format 1 to " + newestFormat() + ", got "
                    + format + "; the state was written by a newer release or is damaged");
        }
        return readContent(format, source);
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
