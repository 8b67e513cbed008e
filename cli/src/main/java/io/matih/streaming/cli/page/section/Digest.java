package io.matih.streaming.cli.page.section;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The union of t-digests as the tables hold them: tag, minimum, maximum, compression, total weight, number of centroids,
 * means, weights, little-endian. Quantiles are those of the nearest rank over the centroids, so they are exact where each
 * centroid is one value.
 */
final class Digest {

    private static final int HEADER_BYTES = Byte.BYTES + 4 * Double.BYTES;
    private static final int MOST_CENTROIDS = 8_192;

    private NavigableMap<Double, Double> weightByMean = new TreeMap<>();
    private double totalWeight;

    void add(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
        int centroids = bytes.position(HEADER_BYTES).getInt();
        int means = bytes.position();
        int weights = means + centroids * Double.BYTES;
        for (int i = 0; i < centroids; i++) {
            add(bytes.getDouble(means + i * Double.BYTES), bytes.getDouble(weights + i * Double.BYTES));
        }
        keepSmall();
    }

    void add(Digest other) {
        other.weightByMean.forEach(this::add);
        keepSmall();
    }

    private void keepSmall() {
        if (weightByMean.size() > MOST_CENTROIDS) {
            joinNeighbours();
        }
    }

    private void add(double mean, double weight) {
        weightByMean.merge(mean, weight, Double::sum);
        totalWeight += weight;
    }

    private void joinNeighbours() {
        NavigableMap<Double, Double> joined = new TreeMap<>();
        Iterator<Map.Entry<Double, Double>> entries = weightByMean.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Double, Double> left = entries.next();
            Map.Entry<Double, Double> right = entries.hasNext() ? entries.next() : Map.entry(left.getKey(), 0.0);
            double weight = left.getValue() + right.getValue();
            joined.merge(
                    (left.getKey() * left.getValue() + right.getKey() * right.getValue()) / weight,
                    weight,
                    Double::sum);
        }
        weightByMean = joined;
    }

    /** Null without values. */
    @Nullable Double quantile(double share) {
        double rank = Math.ceil(share * totalWeight - 1e-9);
        double seen = 0;
        for (Map.Entry<Double, Double> centroid : weightByMean.entrySet()) {
            seen += centroid.getValue();
            if (seen >= rank) {
                return centroid.getKey();
            }
        }
        return weightByMean.isEmpty() ? null : weightByMean.lastKey();
    }
}
