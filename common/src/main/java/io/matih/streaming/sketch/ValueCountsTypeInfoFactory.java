package io.matih.streaming.sketch;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink how to serialize {@link ValueCounts}. */
public final class ValueCountsTypeInfoFactory extends TypeInfoFactory<ValueCounts> {

    @Override
    public TypeInformation<ValueCounts> createTypeInfo(Type type, Map<String, TypeInformation<?>> genericParameters) {
        return new SketchTypeInfo<>(ValueCounts.class, new ValueCountsSerializer());
    }
}
