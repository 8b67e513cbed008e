package io.matih.streaming.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class SketchTypesTest {

    /** An accumulator as a job has it. */
    public static final class Accumulator {
        public Distribution latencies = new Distribution();
        public DistinctSketch users = new DistinctSketch();
        public ValueCounts pages = new ValueCounts();
        public TopEntry[] top = {};
        public long costNanoUsd;
    }

    @Test
    void anAccumulatorThatHoldsSketchesNeedsNoKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Accumulator.class);
    }

    @Test
    void sketchesBringTheirOwnSerializers() {
        assertThat(TypeInformation.of(Distribution.class))
                .isEqualTo(new SketchTypeInfo<>(Distribution.class, new DistributionSerializer()));
        assertThat(TypeInformation.of(DistinctSketch.class))
                .isEqualTo(new SketchTypeInfo<>(DistinctSketch.class, new DistinctSketchSerializer()))
                .isNotEqualTo(TypeInformation.of(Distribution.class));
    }
}
