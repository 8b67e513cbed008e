package io.matih.streaming.sketch;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a {@link Distribution} of few values as it has them, one after the other, and any other in ascending order, each bucket as
 * its distance from the one before and its count.
 *
 * <p>Integers leave many low bits of a double zero; the zeros that all keys have in common are cut off.
 */
public final class DistributionSerializer extends SketchSerializer<Distribution> {

    private static final long serialVersionUID = 1L;

    /** Values in any order. To order them is left to who needs it, because most parts of a window are only merged. */
    private static final int UNORDERED = 2;

    @Override
    int formatOf(Distribution distribution) {
        return distribution.isCounted() ? FIRST_FORMAT : UNORDERED;
    }

    @Override
    int newestFormat() {
        return UNORDERED;
    }

    @Override
    void writeContent(int format, Distribution distribution, DataOutputView target) throws IOException {
        if (format == UNORDERED) {
            writeValues(distribution, target);
        } else {
            writeBuckets(distribution.ordered(), target);
        }
    }

    private static void writeValues(Distribution distribution, DataOutputView target) throws IOException {
        long[] bits = distribution.uncounted();
        long all = 0;
        for (long value : bits) {
            all |= value;
        }
        int zeros = trailingZeros(all);
        target.writeBoolean(distribution.isIntegral());
        target.writeByte(zeros);
        Varint.write(bits.length, target);
        for (long value : bits) {
            Varint.write(value >>> zeros, target);
        }
    }

    private static void writeBuckets(OrderedBuckets buckets, DataOutputView target) throws IOException {
        int zeros = trailingZeros(allBits(buckets));
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
    Distribution readContent(int format, DataInputView source) throws IOException {
        return format == UNORDERED ? readValues(source) : readBuckets(source);
    }

    private static Distribution readValues(DataInputView source) throws IOException {
        boolean integral = source.readBoolean();
        int zeros = source.readUnsignedByte();
        long[] bits = new long[Math.toIntExact(Varint.read(source))];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Varint.read(source) << zeros;
        }
        return new Distribution(bits, integral);
    }

    private static Distribution readBuckets(DataInputView source) throws IOException {
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

    private static long allBits(OrderedBuckets buckets) {
        long bits = 0;
        for (int i = 0; i < buckets.size(); i++) {
            bits |= buckets.key(i);
        }
        return bits;
    }

    private static int trailingZeros(long bits) {
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
        public DistributionSerializer restoreSerializer() {
            return new DistributionSerializer();
        }
    }
}
