package io.matih.streaming.window;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** One window of one key in state. */
public final class WindowSlot<A extends WindowAccumulator<?, A>> {

    @SuppressWarnings("NullAway.Init") // set before it is stored; Flink needs the empty constructor
    public A accumulator;

    /** How many rows this window has given; the revision of the next. */
    public int revisions;

    /** Whether something came that no row shows yet. */
    public boolean changed;

    @SuppressWarnings("unchecked")
    static <A extends WindowAccumulator<?, A>> TypeInformation<WindowSlot<A>> type(Class<A> accumulators) {
        TypeInformation<?> type = Types.POJO(
                WindowSlot.class,
                Map.of(
                        "accumulator", TypeInformation.of(accumulators),
                        "revisions", Types.INT,
                        "changed", Types.BOOLEAN));
        return (TypeInformation<WindowSlot<A>>) type;
    }
}
