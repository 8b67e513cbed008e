package io.matih.streaming.sketch;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a {@link DistinctSketch} as the bytes that Trino reads, after their length. */
public final class DistinctSketchSerializer extends SketchSerializer<DistinctSketch> {

    private static final long serialVersionUID = 1L;

    @Override
    void writeContent(int format, DistinctSketch sketch, DataOutputView target) throws IOException {
        byte[] bytes = HyperLogLogFormat.write(sketch);
        Varint.write(bytes.length, target);
        target.write(bytes);
    }

    @Override
    DistinctSketch readContent(int format, DataInputView source) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Varint.read(source))];
        source.readFully(bytes);
        return HyperLogLogFormat.read(bytes);
    }

    @Override
    public DistinctSketch createInstance() {
        return new DistinctSketch();
    }

    @Override
    public DistinctSketch copy(DistinctSketch from) {
        return new DistinctSketch(from);
    }

    @Override
    public TypeSerializerSnapshot<DistinctSketch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint keeps about this serializer. */
    public static final class Snapshot extends SketchSerializerSnapshot<DistinctSketch> {

        @Override
        public DistinctSketchSerializer restoreSerializer() {
            return new DistinctSketchSerializer();
        }
    }
}
