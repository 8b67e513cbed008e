package io.matih.streaming.cli.reconcile;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A set of offsets of one partition: a bit each, in pages, so that ten million neighbours take little more than a megabyte. */
final class OffsetSet {

    private static final int PAGE_BITS = 16;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private final Map<Long, BitSet> pages = new TreeMap<>();
    private long lastNumber = -1;
    private @Nullable BitSet lastPage;

    /** Whether the offset was not in the set before. */
    boolean add(long offset) {
        BitSet page = page(offset >> PAGE_BITS);
        if (page == null) {
            page = new BitSet();
            pages.put(offset >> PAGE_BITS, page);
            lastNumber = offset >> PAGE_BITS;
            lastPage = page;
        }
        int bit = (int) (offset & (PAGE_SIZE - 1));
        boolean added = !page.get(bit);
        page.set(bit);
        return added;
    }

    boolean contains(long offset) {
        BitSet page = page(offset >> PAGE_BITS);
        return page != null && page.get((int) (offset & (PAGE_SIZE - 1)));
    }

    /** In ascending order. */
    LongStream offsets() {
        return pages.entrySet().stream()
                .flatMapToLong(page -> page.getValue().stream().mapToLong(bit -> (page.getKey() << PAGE_BITS) + bit));
    }

    private @Nullable BitSet page(long number) {
        if (number != lastNumber) {
            lastNumber = number;
            lastPage = pages.get(number);
        }
        return lastPage;
    }
}
