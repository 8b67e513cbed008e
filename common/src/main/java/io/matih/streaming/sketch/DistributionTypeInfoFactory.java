package io.matih.streaming.sketch;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how to serialize a {@link Distribution}. */
public final class DistributionTypeInfoFactory extends TypeInfoFactory<Distribution> {

    @Override
    public TypeInformation<Distribution> createTypeInfo(Type type, Map<String, TypeInformation<?>> genericParameters) {
        return new SketchTypeInfo<>(Distribution.class, new DistributionSerializer());
    }
}
