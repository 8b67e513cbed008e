package io.matih.streaming.sketch;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link ValueCounts} as their number, then each value (Flink's string format) with its count. */
public final class ValueCountsSerializer extends SketchSerializer<ValueCounts> {

    private static final long serialVersionUID = 1L;

    @Override
    void writeContent(int format, ValueCounts counts, DataOutputView target) throws IOException {
        List<TopEntry> entries = counts.entries();
        Varint.write(entries.size(), target);
        for (TopEntry entry : entries) {
            StringValue.writeString(entry.value, target);
            Varint.write(entry.count, target);
        }
    }

    @Override
    ValueCounts readContent(int format, DataInputView source) throws IOException {
        ValueCounts counts = new ValueCounts();
        for (long rest = Varint.read(source); rest > 0; rest--) {
            counts.add(StringValue.readString(source), Varint.read(source));
        }
        return counts;
    }

    @Override
    public ValueCounts createInstance() {
        return new ValueCounts();
    }

    @Override
    public ValueCounts copy(ValueCounts from) {
        return new ValueCounts(from);
    }

    @Override
    public TypeSerializerSnapshot<ValueCounts> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint keeps about this serializer. */
    public static final class Snapshot extends SketchSerializerSnapshot<ValueCounts> {

        @Override
        public ValueCountsSerializer restoreSerializer() {
            return new ValueCountsSerializer();
        }
    }
}
