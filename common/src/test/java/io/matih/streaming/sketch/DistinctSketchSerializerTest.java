package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.matih.streaming.text.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;

/** Flink's own contract of a serializer, and the states of earlier releases. */
class DistinctSketchSerializerTest extends SerializerTestBase<DistinctSketch> {

    @Override
    protected TypeSerializer<DistinctSketch> createSerializer() {
        return new DistinctSketchSerializer();
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<DistinctSketch> getTypeClass() {
        return DistinctSketch.class;
    }

    @Override
    protected DistinctSketch[] getTestData() {
        return new DistinctSketch[] {new DistinctSketch(), sample(), large()};
    }

    @Test
    void aCopyIsIndependentOfItsOriginal() {
        DistinctSketch original = sample();
        DistinctSketch copy = createSerializer().copy(original);

        copy.add(Utf8Text.of("new"));

        assertThat(copy).isNotEqualTo(original);
        assertThat(original).isEqualTo(sample());
    }

    @Test
    void stateOfFormat1IsRead() throws IOException {
        DataInputDeserializer state = new DataInputDeserializer(resource("distinct-sketch-format-1.bin"));

        TypeSerializerSnapshot<DistinctSketch> snapshot =
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
    void anUnknownFormatIsRefused() {
        DataInputDeserializer state = new DataInputDeserializer(new byte[] {9, 0, 0});

        assertThatIOException()
                .isThrownBy(() -> createSerializer().deserialize(state))
                .withMessage("DistinctSketchSerializer: expected format 1 to 1, got 9;"
                        + " the state was written by a newer release or is damaged");
    }

    private static DistinctSketch sample() {
        return DistinctSketchTest.sketch(0, 10);
    }

    private static DistinctSketch large() {
        return DistinctSketchTest.sketch(0, 3_000);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = DistinctSketchSerializerTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
