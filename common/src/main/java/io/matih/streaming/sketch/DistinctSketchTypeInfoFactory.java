package io.matih.streaming.sketch;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how to serialize a {@link DistinctSketch}. */
public final class DistinctSketchTypeInfoFactory extends TypeInfoFactory<DistinctSketch> {

    @Override
    public TypeInformation<DistinctSketch> createTypeInfo(
            Type type, Map<String, TypeInformation<?>> genericParameters) {
        return new SketchTypeInfo<>(DistinctSketch.class, new DistinctSketchSerializer());
    }
}
