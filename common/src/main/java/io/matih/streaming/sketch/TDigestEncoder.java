package io.matih.streaming.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes ordered buckets as a t-digest (Dunning, Ertl 2019) in the format that Trino casts to {@code tdigest}:
 * little-endian format tag 0, minimum, maximum, compression, total weight, number of centroids, means, weights.
 *
 * <p>A reader interpolates between the middles of neighbouring centroids, so a centroid may hold at most 1/400 of the
 * values, and less towards both ends: at most 1/16 of the values beyond it. A value that is more frequent becomes
 * several centroids of its own, never one that it shares with its neighbours.
 *
 * <p>The compression does not shape these centroids. It is what a reader uses when it merges digests: its centroids
 * then hold at most q(1 − q)(4 ln(n / compression) + 24) / compression of all values, and one may hold both sides of a
 * gap. At {@value #COMPRESSION} that stays below 0.3 % for ten million values.
 */
final class TDigestEncoder {

    static final double COMPRESSION = 5_000;

    private static final byte FORMAT_TAG = 0;
    private static final long MOST_CENTROIDS_IN_THE_MIDDLE = 400;
    private static final long TAIL_DIVISOR = 16;

    private final OrderedBuckets buckets;
    private final long totalCount;

    private double[] means = new double[64];
    private double[] weights = new double[64];
    private int centroids;
    private long closedCount;
    private double openMean;
    private long openCount;

    private TDigestEncoder(OrderedBuckets buckets) {
        this.buckets = buckets;
        this.totalCount = buckets.totalCount();
    }

    /** The bytes of the digest; there must be a value. */
    static byte[] encode(OrderedBuckets buckets) {
        TDigestEncoder encoder = new TDigestEncoder(buckets);
        for (int index = 0; index < buckets.size(); index++) {
            encoder.append(index);
        }
        encoder.close();
        return encoder.bytes();
    }

    private void append(int index) {
        long count = buckets.count(index);
        if (openCount + count > largestWeight()) {
            close();
        }
        long written = 0;
        while (count - written > largestWeight()) {
            long piece = largestWeight();
            openMean = buckets.valueAt(index, (written + piece / 2.0) / count);
            openCount = piece;
            close();
            written += piece;
        }
        long rest = count - written;
        if (rest > 0) {
            openCount += rest;
            openMean += (buckets.valueAt(index, (written + rest / 2.0) / count) - openMean) * rest / openCount;
        }
        if (written > 0) {
            close();
        }
    }

    /** How many values the centroid after the closed ones may hold. */
    private long largestWeight() {
        long beyond = Math.min(closedCount, totalCount - closedCount);
        return Math.max(1, Math.min(totalCount / MOST_CENTROIDS_IN_THE_MIDDLE, beyond / TAIL_DIVISOR));
    }

    private void close() {
        if (openCount == 0) {
            return;
        }
        if (centroids == means.length) {
            means = Arrays.copyOf(means, centroids * 2);
            weights = Arrays.copyOf(weights, centroids * 2);
        }
        means[centroids] = openMean;
        weights[centroids] = openCount;
        centroids++;
        closedCount += openCount;
        openMean = 0;
        openCount = 0;
    }

    private byte[] bytes() {
        int size = Byte.BYTES + Double.BYTES * 4 + Integer.BYTES + Double.BYTES * 2 * centroids;
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(FORMAT_TAG);
        buffer.putDouble(means[0]);
        buffer.putDouble(means[centroids - 1]);
        buffer.putDouble(COMPRESSION);
        buffer.putDouble((double) totalCount);
        buffer.putInt(centroids);
        for (int i = 0; i < centroids; i++) {
            buffer.putDouble(means[i]);
        }
        for (int i = 0; i < centroids; i++) {
            buffer.putDouble(weights[i]);
        }
        return buffer.array();
    }
}
