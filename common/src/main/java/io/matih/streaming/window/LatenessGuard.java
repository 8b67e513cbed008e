package io.matih.streaming.window;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Remembers the watermark over restarts.
 *
 * <p>Flink does not keep watermarks in checkpoints (FLINK-4616): after a restore an operator's clock starts at minus
 * infinity, and a late event would open a window that has already given its row. The guard keeps the largest watermark
 * that any task of the operator had reached.
 */
class LatenessGuard {

    private final ListState<Long> state;
    private final long restoredWatermarkMillis;

    LatenessGuard(OperatorStateStore store) throws Exception {
        state = store.getUnionListState(new ListStateDescriptor<>("watermark-v1", Types.LONG));
        long largest = Long.MIN_VALUE;
        for (long watermark : state.get()) {
            largest = Math.max(largest, watermark);
        }
        restoredWatermarkMillis = largest;
    }

    /** The later of the operator's own watermark and the one that any of its tasks had reached before the restore. */
    long watermarkMillis(long currentWatermarkMillis) {
        return Math.max(currentWatermarkMillis, restoredWatermarkMillis);
    }

    void snapshot(long currentWatermarkMillis) throws Exception {
        state.update(List.of(watermarkMillis(currentWatermarkMillis)));
    }
}
