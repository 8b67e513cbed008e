package io.matih.streaming.sketch;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a {@link Distribution} in ascending order, each bucket as its distance from the one before and its count.
 * Equal distributions give equal bytes.
 *
 * <p>Integers leave many low bits of a double zero; the zeros that all keys have in common are cut off.
 */
public final class DistributionSerializer extends SketchSerializer<Distribution> {

    private static final long serialVersionUID = 1L;

    @Override
    void writeContent(Distribution distribution, DataOutputView target) throws IOException {
        OrderedBuckets buckets = distribution.ordered();
        int zeros = commonTrailingZeros(buckets);
        target.writeByte(buckets.level());
        target.writeBoolean(buckets.integral());
        target.writeByte(zeros);
        Varint.write(buckets.size(), target);
        long previous = 0;
        for (int i = 0; i < buckets.size(); i++) {
            long key = buckets.key(i) >>> zeros;
            Varint.write(key - previous, target);
            Varint.write(buckets.count(i), target);
            previous = key;
        }
    }

    @Override
    Distribution readContent(DataInputView source) throws IOException {
        int level = source.readUnsignedByte();
        boolean integral = source.readBoolean();
        int zeros = source.readUnsignedByte();
        int size = Math.toIntExact(Varint.read(source));
        long[] keys = new long[size];
        long[] counts = new long[size];
        long key = 0;
        for (int i = 0; i < size; i++) {
            key += Varint.read(source);
            keys[i] = key << zeros;
            counts[i] = Varint.read(source);
        }
        return new Distribution(new OrderedBuckets(level, integral, keys, counts));
    }

    private static int commonTrailingZeros(OrderedBuckets buckets) {
        long bits = 0;
        for (int i = 0; i < buckets.size(); i++) {
            bits |= buckets.key(i);
        }
        return bits == 0 ? 0 : Long.numberOfTrailingZeros(bits);
    }

    @Override
    public Distribution createInstance() {
        return new Distribution();
    }

    @Override
    public Distribution copy(Distribution from) {
        return new Distribution(from);
    }

    @Override
    public TypeSerializerSnapshot<Distribution> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint keeps about this serializer. */
    public static final class Snapshot extends SketchSerializerSnapshot<Distribution> {

        @Override
        public TypeSerializer<Distribution> restoreSerializer() {
            return new DistributionSerializer();
        }
    }
}
