package io.matih.streaming.cdc.definitions;

import io.matih.streaming.cdc.replay.TruncatePolicy;
import io.matih.streaming.cdc.replay.TruncatedTableException;
import io.matih.streaming.record.KeyedText;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes versions of changes, and says now and then up to when they are complete.
 *
 * <p>Of two changes of an agent the later one is never valid before the earlier one, whatever their rows say; else the name
 * of the earlier one would stay for good. For that the newest moment of each agent is in keyed state, and under the key of
 * progress how far the versions are complete. Runs in one task, so that progress never overtakes a version.
 *
 * <p>Counts {@code versions_written}, {@code odd_definitions} (rows without a name, a moment or a readable id; without an id
 * they are left out) and {@code truncations}.
 */
final class VersionStamper extends KeyedProcessFunction<DefinitionKey, DefinitionChange, KeyedText> {

    private static final long serialVersionUID = 1L;

    private final TruncatePolicy truncatePolicy;

    private transient @Nullable ValueState<Long> newestMillis;
    private transient @Nullable VersionWriter writer;
    private transient @Nullable Counter written;
    private transient @Nullable Counter odd;
    private transient @Nullable Counter truncations;

    VersionStamper(TruncatePolicy truncatePolicy) {
        this.truncatePolicy = truncatePolicy;
    }

    @Override
    public void open(OpenContext context) {
        newestMillis = getRuntimeContext().getState(new ValueStateDescriptor<>("newest-v1", Types.LONG));
        writer = new VersionWriter();
        written = getRuntimeContext().getMetricGroup().counter("versions_written");
        odd = getRuntimeContext().getMetricGroup().counter("odd_definitions");
        truncations = getRuntimeContext().getMetricGroup().counter("truncations");
    }

    @Override
    public void processElement(DefinitionChange change, Context context, Collector<KeyedText> out) throws Exception {
        if (change.truncated) {
            truncated();
            return;
        }
        if (change.progress) {
            progress(Objects.requireNonNull(change.committedAtMillis), out);
            return;
        }
        if (change.oddValues > 0 || change.isNobodys()) {
            Objects.requireNonNull(odd).inc();
        }
        if (!change.isNobodys()) {
            version(change, out);
        }
    }

    private void progress(long committedMillis, Collector<KeyedText> out) throws Exception {
        ValueState<Long> state = Objects.requireNonNull(newestMillis);
        Long told = state.value();
        long complete = Validity.completeUntilMillis(committedMillis);
        if (told == null || complete > told) {
            state.update(complete);
            out.collect(Objects.requireNonNull(writer).progress(complete));
        }
    }

    private void version(DefinitionChange change, Collector<KeyedText> out) throws Exception {
        ValueState<Long> state = Objects.requireNonNull(newestMillis);
        Long newest = state.value();
        long computed = Validity.validFromMillis(change);
        long validFrom = newest == null ? computed : Math.max(computed, newest);
        state.update(validFrom);
        Objects.requireNonNull(written).inc();
        out.collect(Objects.requireNonNull(writer).version(change, validFrom));
    }

    private void truncated() {
        Objects.requireNonNull(truncations).inc();
        if (truncatePolicy == TruncatePolicy.STOP) {
            throw new SuppressRestartsException(new TruncatedTableException(
                    "the table of agent definitions was truncated, and nothing says which agents are gone; to go on"
                            + " from the last checkpoint with the names as they were, set cdc.truncate to count"));
        }
    }
}
