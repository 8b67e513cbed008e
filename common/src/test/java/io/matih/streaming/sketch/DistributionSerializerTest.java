package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's own contract of a serializer, and the states of earlier releases. */
class DistributionSerializerTest extends SerializerTestBase<Distribution> {

    @Override
    protected TypeSerializer<Distribution> createSerializer() {
        return new DistributionSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<Distribution> getTypeClass() {
        return Distribution.class;
    }

    @Override
    protected Distribution[] getTestData() {
        return new Distribution[] {new Distribution(), sample(), DistributionTest.of(0, 0.25, 1e15), large()};
    }

    @Test
    void aCopyIsIndependentOfItsOriginal() {
        Distribution original = sample();
        Distribution copy = createSerializer().copy(original);

        copy.add(4);

        assertThat(copy).isNotEqualTo(original);
        assertThat(original).isEqualTo(sample());
    }

    @Test
    void writingLeavesTheTableAloneThatOthersMayBeReading() throws IOException {
        Distribution original =
                DistributionTest.of(IntStream.range(0, 1_000).asDoubleStream().toArray());
        long size = original.sizeInBytes();

        createSerializer().serialize(original, new DataOutputSerializer(64));

        // The values that wait would make the table grow.
        assertThat(original.sizeInBytes()).isEqualTo(size);
    }

    @Test
    void stateOfFormat1IsRead() throws IOException {
        DataInputDeserializer state = new DataInputDeserializer(resource("distribution-format-1.bin"));

        TypeSerializerSnapshot<Distribution> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(state, getClass().getClassLoader());

        assertThat(createSerializer()
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshot)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(snapshot.restoreSerializer().deserialize(state)).isEqualTo(sample());
        assertThat(snapshot.restoreSerializer().deserialize(state)).isEqualTo(large());
        assertThat(state.available()).isZero();
    }

    @Test
    void valuesThatWaitAreFormat2() throws IOException {
        // Not all integers; 50 low bits are zero; four values: 1, 2, 2, 3.5.
        byte[] state = {2, 0, 50, 4, (byte) 0xfc, 0x1f, (byte) 0x80, 0x20, (byte) 0x80, 0x20, (byte) 0x83, 0x20};
        Distribution values = DistributionTest.of(1, 2, 2, 3.5);
        DataOutputSerializer written = new DataOutputSerializer(64);

        createSerializer().serialize(values, written);

        assertThat(written.getCopyOfBuffer()).isEqualTo(state);
        assertThat(createSerializer().deserialize(new DataInputDeserializer(state)))
                .isEqualTo(values);
    }

    @Test
    void valuesOfEarlierFormatsAndOfThisOneAreMergedAlike() throws IOException {
        DataInputDeserializer state = new DataInputDeserializer(resource("distribution-format-1.bin"));
        TypeSerializerSnapshot.readVersionedSnapshot(state, getClass().getClassLoader());
        Distribution merged = createSerializer().deserialize(state);

        merged.merge(rewritten(DistributionTest.of(0.5, 2, 30_000)));

        assertThat(merged).isEqualTo(DistributionTest.of(1, 2, 2, 3.5, 30_000, 0.5, 2, 30_000));
        assertThat(rewritten(merged)).isEqualTo(merged);
    }

    @Test
    void mostValuesThatWaitAreWrittenAsTheyAreAndOneMoreIsCounted() throws IOException {
        for (int count : new int[] {511, 512, 513, 1_025}) {
            Distribution original = DistributionTest.of(SampleValues.LOG_NORMAL.generate(count, 1));

            Distribution read = rewritten(original);
            original.add(0.25);
            read.add(0.25);

            assertThat(read).as("of " + count).isEqualTo(original);
        }
    }

    private Distribution rewritten(Distribution distribution) throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        createSerializer().serialize(distribution, written);
        return createSerializer().deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));
    }

    @Test
    void stateOfANewerReleaseIsRefusedAsAWhole() throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(8);
        createSerializer().snapshotConfiguration().writeSnapshot(written);
        assertThat(written.getCopyOfBuffer()).containsExactly(2);

        DistributionSerializer.Snapshot newer = new DistributionSerializer.Snapshot();
        newer.readSnapshot(
                1, new DataInputDeserializer(new byte[] {3}), getClass().getClassLoader());

        assertThat(createSerializer()
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(newer)
                        .isIncompatible())
                .isTrue();
    }

    @Test
    void anUnknownFormatIsRefused() {
        DataInputDeserializer state = new DataInputDeserializer(new byte[] {9, 0, 0});

        assertThatIOException()
                .isThrownBy(() -> createSerializer().deserialize(state))
                .withMessage("DistributionSerializer: expected format 1 to 2, got 9;"
                        + " the state was written by a newer release or is damaged");
    }

    private static Distribution sample() {
        return DistributionTest.of(1, 2, 2, 3.5, 30_000);
    }

    private static Distribution large() {
        return DistributionTest.of(SampleValues.LOG_NORMAL.generate(9_000, 1));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = DistributionSerializerTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
