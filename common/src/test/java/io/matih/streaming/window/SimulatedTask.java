package io.matih.streaming.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** One task of a simulated job: an operator in its harness behind input channels that are delivered by hand. */
final class SimulatedTask implements PushingAsyncDataInput.DataOutput<Object> {

    final SimulatedHarness<Object, Object> harness;
    final List<Deque<Object>> channels = new ArrayList<>();
    private final StatusWatermarkValve valve;

    @SuppressWarnings("unchecked")
    SimulatedTask(SimulatedHarness<?, ?> harness, int channelCount) {
        this.harness = (SimulatedHarness<Object, Object>) harness;
        this.valve = new StatusWatermarkValve(Math.max(1, channelCount));
        for (int i = 0; i < channelCount; i++) {
            channels.add(new ArrayDeque<>());
        }
    }

    /** Delivers a channel up to and including its next watermark or status. */
    void deliver(int number) throws Exception {
        Deque<Object> channel = channels.get(number);
        while (!channel.isEmpty()) {
            Object element = channel.poll();
            if (element instanceof Watermark watermark) {
                valve.inputWatermark(watermark, number, this);
                return;
            } else if (element instanceof WatermarkStatus status) {
                valve.inputWatermarkStatus(status, number, this);
                return;
            }
            harness.processElement(asRecord(element));
        }
    }

    @SuppressWarnings("unchecked")
    private static StreamRecord<Object> asRecord(Object element) {
        return (StreamRecord<Object>) element;
    }

    @Override
    public void emitWatermark(Watermark watermark) throws Exception {
        harness.processWatermark(watermark);
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
        harness.processWatermarkStatus(status);
    }

    @Override
    public void emitRecord(StreamRecord<Object> record) {
        throw new UnsupportedOperationException("records do not pass the valve");
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
        throw new UnsupportedOperationException("no latency markers here");
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
        throw new UnsupportedOperationException("no attributes here");
    }
}
