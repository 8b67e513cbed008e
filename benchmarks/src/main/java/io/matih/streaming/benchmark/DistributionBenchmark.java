package io.matih.streaming.benchmark;

import io.matih.streaming.sketch.Distribution;
import io.matih.streaming.sketch.DistributionSerializer;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a window of log-normal latencies costs: per value to add, per distribution to merge, serialize and encode. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DistributionBenchmark {

    private static final int VALUES = 100_000;

    /** Whether latencies are whole milliseconds. */
    public enum Unit {
        MILLISECONDS,
        FRACTIONS
    }

    @Param
    public Unit unit = Unit.MILLISECONDS;

    private final double[] values = new double[VALUES];
    private final DistributionSerializer serializer = new DistributionSerializer();
    private Distribution window = new Distribution();
    private byte[] serialized = {};

    /** Fills one window. */
    @Setup
    public void fill() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < VALUES; i++) {
            double latency = Math.exp(7 + random.nextGaussian());
            values[i] = unit == Unit.MILLISECONDS ? Math.rint(latency) : latency;
        }
        window = add();
        serialized = serialize();
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Distribution add() {
        Distribution distribution = new Distribution();
        for (double value : values) {
            distribution.add(value);
        }
        return distribution;
    }

    @Benchmark
    public Distribution mergeIntoEmpty() {
        Distribution merged = new Distribution();
        merged.merge(window);
        return merged;
    }

    @Benchmark
    public byte[] serialize() throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        serializer.serialize(window, target);
        return target.getCopyOfBuffer();
    }

    @Benchmark
    public Distribution deserialize() throws IOException {
        return serializer.deserialize(new DataInputDeserializer(serialized));
    }

    @Benchmark
    public byte @Nullable [] toTDigest() {
        return window.toTDigest();
    }
}
