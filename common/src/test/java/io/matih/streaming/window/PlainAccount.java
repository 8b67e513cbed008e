package io.matih.streaming.window;

import io.matih.streaming.record.Outcome;
import io.matih.streaming.record.RecordHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What should have become of every event of a simulated job, worked out in the plainest way, and what is wrong. */
final class PlainAccount {

    private final List<List<TestEvent>> partitions;
    private final long allowedLatenessMillis;
    private final List<String> problems = new ArrayList<>();

    PlainAccount(List<List<TestEvent>> partitions, long allowedLatenessMillis) {
        this.partitions = partitions;
        this.allowedLatenessMillis = allowedLatenessMillis;
    }

    /** One line for each thing that is wrong; empty when every event is in exactly one place and all rows are right. */
    List<String> problems(
            List<TestRow> rows, List<String> lateEvents, List<String> deadLetters, boolean anyPartitionWasIdle) {
        Set<String> rejected = new TreeSet<>();
        partitions.forEach(events -> events.stream()
                .filter(event -> event.outcome == Outcome.REJECTED)
                .forEach(event -> rejected.add(SimulatedJob.identityOf(event.origin.copy()))));
        compare("dead letter", rejected, deadLetters);
        judgeLateness(lateEvents, anyPartitionWasIdle);
        Map<String, List<TestRow>> given = new TreeMap<>();
        rows.forEach(row -> given.computeIfAbsent(windowOf(row), unused -> new ArrayList<>())
                .add(row));
        Map<String, TestRow> expected = new HashMap<>();
        expectedRows(lateEvents).forEach(row -> expected.put(windowOf(row), row));
        given.forEach((window, ofWindow) -> compareWindow(window, expected.remove(window), ofWindow));
        expected.keySet().forEach(window -> problems.add("row missing: " + window));
        return problems;
    }

    private void compare(String what, Set<String> expected, Collection<String> found) {
        Set<String> missing = new TreeSet<>(expected);
        Set<String> seen = new HashSet<>();
        for (String identity : found) {
            missing.remove(identity);
            if (!seen.add(identity)) {
                problems.add(what + " doubled: " + identity);
            } else if (!expected.contains(identity)) {
                problems.add(what + " unexpected: " + identity);
            }
        }
        missing.forEach(identity -> problems.add(what + " missing: " + identity));
    }

    /** An event is late by the clock of its own partition; only when one was idle may others end its windows too. */
    private void judgeLateness(List<String> lateEvents, boolean anyPartitionWasIdle) {
        Set<String> lateByOwnClock = new TreeSet<>();
        for (List<TestEvent> events : partitions) {
            long clock = Long.MIN_VALUE;
            for (TestEvent event : events) {
                if (event.outcome == Outcome.ACCEPTED) {
                    long end = windowStartOf(event) + SimulatedJob.WINDOW_MILLIS;
                    if (end + allowedLatenessMillis <= clock) {
                        lateByOwnClock.add(SimulatedJob.identityOf(event.origin.copy()));
                    }
                    clock = Math.max(clock, event.eventTimeMillis - SimulatedJob.OUT_OF_ORDERNESS_MILLIS);
                }
            }
        }
        Set<String> expected = lateByOwnClock;
        if (anyPartitionWasIdle) {
            expected = new TreeSet<>(lateByOwnClock);
            expected.addAll(lateEvents);
        }
        compare("late event", expected, lateEvents);
    }

    private void compareWindow(String window, TestRow expected, List<TestRow> given) {
        Set<Integer> revisions = new TreeSet<>();
        given.forEach(row -> revisions.add(row.revision()));
        if (revisions.size() < given.size()) {
            problems.add("row doubled: " + window + " has " + given.size() + " rows of revisions " + revisions);
            return;
        }
        TestRow last = given.get(0);
        for (TestRow row : given) {
            last = row.revision() > last.revision() ? row : last;
        }
        if (last.revision() != given.size() - 1) {
            problems.add("row missing: " + window + " has revisions " + revisions);
        } else if (last.revision() > 0 && allowedLatenessMillis == 0) {
            problems.add("row doubled: " + window + " was corrected");
        } else if (!last.withRevision(0).equals(expected)) {
            problems.add("row differs: expected " + expected + " but got " + last);
        }
    }

    /** Everything that is not late, added up by key and window. */
    List<TestRow> expectedRows(Collection<String> lateEvents) {
        Set<String> late = new HashSet<>(lateEvents);
        Map<String, List<TestEvent>> windows = new HashMap<>();
        for (List<TestEvent> events : partitions) {
            for (TestEvent event : events) {
                if (event.outcome == Outcome.ACCEPTED && !late.contains(SimulatedJob.identityOf(event.origin.copy()))) {
                    windows.computeIfAbsent(event.key + "@" + windowStartOf(event), unused -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        return windows.values().stream().map(PlainAccount::rowOf).toList();
    }

    private static TestRow rowOf(List<TestEvent> events) {
        Set<Long> amounts = new HashSet<>();
        Set<Long> amountsOfEvenPartitions = new HashSet<>();
        long sum = 0;
        long hash = 0;
        for (TestEvent event : events) {
            sum += event.amount;
            amounts.add(event.amount);
            if (event.origin.partition % 2 == 0) {
                amountsOfEvenPartitions.add(event.amount);
            }
            long seed = RecordHash.partitionSeed(RecordHash.topicSeed("events"), event.origin.partition);
            hash += RecordHash.of(seed, event.origin.offset);
        }
        long start = windowStartOf(events.get(0));
        return new TestRow(
                events.get(0).key,
                start,
                start + SimulatedJob.WINDOW_MILLIS,
                sum,
                amounts.size(),
                amounts.stream().mapToLong(Long::longValue).sum(),
                amountsOfEvenPartitions.size(),
                events.size(),
                hash,
                0);
    }

    private static long windowStartOf(TestEvent event) {
        return WindowSpan.startOf(event.eventTimeMillis, SimulatedJob.WINDOW_MILLIS);
    }

    private static String windowOf(TestRow row) {
        return row.key() + "@" + row.start();
    }
}
