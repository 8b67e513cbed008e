package io.matih.streaming.endtoend.faults;

import io.matih.streaming.endtoend.Letter;
import io.matih.streaming.endtoend.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Books without any help of the product: the topic is the truth; what must become of its records is worked out without any
 * of the job's code, whole rows with all of their values.
 *
 * <p>Each reading goes on where the last one ended, and forgets what has come out as it should.
 */
final class RecomputedBooks implements Books {

    private static final List<String> KEY = List.of("window_start", "tenant_id", "provider", "model", "revision");

    private static final String ROW = "row ";

    private final Traffic traffic;
    private final Reference reference;
    private final TableTail table;
    private final TopicTail source;
    private final Map<String, TopicTail> carriers = new TreeMap<>();
    private final Map<String, Object> owed = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final BitSet seen = new BitSet();
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> misplaced = new ArrayList<>();
    private final Map<String, Object> came = new HashMap<>();
    private final Map<String, Letter> carried = new HashMap<>();
    private final Set<String> repeatable = new HashSet<>();
    private boolean twoWriters;
    private boolean mayHaveRepeats;
    private long records;

    RecomputedBooks(String bootstrapServers, String topic, int partitions, TableTail table, Traffic traffic) {
        this.traffic = traffic;
        this.reference = Reference.empty(topic, partitions);
        this.table = table;
        this.source = new TopicTail(bootstrapServers, topic);
        for (String suffix : List.of(".late", ".dead-letter")) {
            carriers.put(suffix, new TopicTail(bootstrapServers, topic + suffix));
        }
    }

    @Override
    public void read() {
        BitSet missing = traffic.acknowledged();
        table.read(this::added);
        carriers.forEach((suffix, carrier) -> carrier.read(record -> {
            Letter letter = Letter.of(record).withoutValueOf("detail");
            carried(suffix + " " + origin(letter), letter);
        }));
        source.read(record -> {
            int number = number(Letter.of(record));
            seen.set(number);
            records++;
            reference.judge(traffic.record(number), record.offset());
        });
        missing.andNot(seen);
        missing.stream().forEach(number -> lost.add("record " + number + " was acknowledged, but is not in the topic"));
        reference.takeRows().forEach(row -> owed.put(ROW + key(row), row));
        reference.late().forEach(letter -> owed.put(".late " + origin(letter), letter));
        reference.dead().forEach(letter -> owed.put(".dead-letter " + origin(letter), letter));
        reference.late().clear();
        reference.dead().clear();
        came.forEach(this::settle);
        came.clear();
    }

    @Override
    public void addPartition() {
        reference.addPartition();
    }

    @Override
    public void expectTwoWriters(boolean two) {
        twoWriters = two;
        expectRepeats();
    }

    private void expectRepeats() {
        mayHaveRepeats = true;
        repeatable.addAll(carried.keySet());
    }

    @Override
    public boolean mayHaveRepeats() {
        return mayHaveRepeats;
    }

    @Override
    public void rewind(long snapshot) {
        table.rewind(snapshot, row -> {
            settled.remove(ROW + key(row));
            owed.put(ROW + key(row), row);
        });
        expectRepeats();
    }

    @Override
    public void misplaced(String what) {
        misplaced.add(what);
    }

    @Override
    public Set<String> owed() {
        return Set.copyOf(owed.keySet());
    }

    @Override
    public void giveUp(Set<String> names) {
        names.forEach(name -> {
            if (owed.containsKey(name)) {
                lost.add(name);
            }
        });
    }

    @Override
    public void readTableAgain() {
        long rows = table.rows();
        long known = settled.stream().filter(name -> name.startsWith(ROW)).count();
        if (rows != known) {
            misplaced.add("the table has " + rows + " rows, but " + known + " were added to it");
        }
    }

    @Override
    public TableTail table() {
        return table;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public int settled() {
        return settled.size();
    }

    @Override
    public Verdict verdict() {
        List<String> twice = new ArrayList<>(doubled);
        twice.addAll(table.doubledCheckpoints());
        return new Verdict(List.copyOf(lost), twice, List.copyOf(misplaced));
    }

    private void carried(String name, Letter letter) {
        Letter before = carried.putIfAbsent(name, letter);
        if (before == null) {
            came.put(name, letter);
            if (twoWriters) {
                repeatable.add(name);
            }
        } else if (!repeatable.remove(name)) {
            doubled.add(name);
        } else if (!before.equals(letter)) {
            misplaced.add(name + ": came again as " + letter + ", and was " + before);
        }
    }

    /** A second one of the same name within one reading is doubled, too. */
    private void added(Map<String, String> row) {
        String name = ROW + key(row);
        if (settled.contains(name) || came.putIfAbsent(name, row) != null) {
            doubled.add(name);
        }
    }

    private void settle(String name, Object content) {
        Object expected = owed.remove(name);
        settled.add(name);
        if (!content.equals(expected)) {
            misplaced.add(name + ": expected " + expected + ", but got " + content);
        }
    }

    private static String key(Map<String, String> row) {
        return KEY.stream().map(row::get).toList().toString();
    }

    private static String origin(Letter letter) {
        // The last ones are the job's own: a producer may have forged others.
        Map<String, String> last = new HashMap<>();
        letter.headers().forEach(header -> last.put(header.split("=", 2)[0], header));
        return last.get("origin.partition") + " " + last.get("origin.offset");
    }

    private static int number(Letter letter) {
        return letter.headers().stream()
                .filter(header -> header.startsWith(Traffic.NUMBER + "="))
                .map(header -> Integer.valueOf(header.substring(Traffic.NUMBER.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        table.close();
        source.close();
        carriers.values().forEach(TopicTail::close);
    }
}
