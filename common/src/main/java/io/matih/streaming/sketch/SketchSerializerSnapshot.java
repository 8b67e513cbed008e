package io.matih.streaming.sketch;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a checkpoint keeps about a {@link SketchSerializer}: the newest value format that it may have written. */
abstract class SketchSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int CURRENT_VERSION = 1;

    /** Of this release, until that of the state is read. */
    private int newestFormat = restoreSerializer().newestFormat();

    @Override
    public abstract SketchSerializer<T> restoreSerializer();

    @Override
    public final int getCurrentVersion() {
        return CURRENT_VERSION;
    }

    @Override
    public final void writeSnapshot(DataOutputView target) throws IOException {
        target.writeByte(newestFormat);
    }

    @Override
    public final void readSnapshot(int version, DataInputView source, ClassLoader userCodeClassLoader)
            throws IOException {
        if (version != CURRENT_VERSION) {
            throw new IOException(getClass().getSimpleName() + ": expected version 1 to " + CURRENT_VERSION + ", got "
                    + version + "; the state was written by a newer release or is damaged");
        }
        newestFormat = source.readUnsignedByte();
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        boolean readable = old instanceof SketchSerializerSnapshot<?> snapshot
                && snapshot.getClass() == getClass()
                && snapshot.newestFormat <= newestFormat;
        return readable
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
