package io.matih.streaming.servers.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is to become of requests, and how many have been disturbed so far. */
final class HttpScript {

    private static final Hook NO_HOOK = new Hook(RequestMatch.any(), () -> {}, () -> {});

    private final List<Rule> rules = new ArrayList<>();
    private final List<Hook> hooks = new ArrayList<>();
    private long disturbed;
    private CountDownLatch healed = new CountDownLatch(1);

    synchronized void disturb(RequestMatch which, HttpFault how, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times: expected 1 or more, got " + times);
        }
        rules.add(new Rule(which, how, times));
    }

    synchronized void onRequest(RequestMatch which, Runnable before, Runnable after) {
        hooks.add(new Hook(which, before, after));
    }

    synchronized long disturbed() {
        return disturbed;
    }

    /** Forgets faults and hooks, and lets the requests continue that wait. */
    synchronized void heal() {
        rules.clear();
        hooks.clear();
        healed.countDown();
        healed = new CountDownLatch(1);
    }

    /** What is wrong with this request, by the rule that was made first; counted as disturbed. */
    synchronized Optional<Disturbance> next(HttpHead request) {
        for (Rule rule : rules) {
            if (rule.which.matches(request)) {
                rule.timesLeft--;
                rules.removeIf(used -> used.timesLeft == 0);
                disturbed++;
                return Optional.of(new Disturbance(rule.how, healed));
            }
        }
        return Optional.empty();
    }

    /** What is to be done around the forwarding of this request; once only. */
    synchronized Hook hook(HttpHead request) {
        for (Iterator<Hook> remaining = hooks.iterator(); remaining.hasNext(); ) {
            Hook hook = remaining.next();
            if (hook.which.matches(request)) {
                remaining.remove();
                return hook;
            }
        }
        return NO_HOOK;
    }

    /** To be run ahead of forwarding, and when the server has answered. */
    record Hook(RequestMatch which, Runnable before, Runnable after) {}

    /** A fault, and the end of it. */
    record Disturbance(HttpFault fault, CountDownLatch healed) {

        void awaitHealing() throws InterruptedException {
            healed.await();
        }

        void awaitHealing(Duration atMost) throws InterruptedException {
            healed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static final class Rule {

        private final RequestMatch which;
        private final HttpFault how;
        private int timesLeft;

        private Rule(RequestMatch which, HttpFault how, int times) {
            this.which = which;
            this.how = how;
            this.timesLeft = times;
        }
    }
}
