package io.matih.streaming.cli.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.cli.status.LedgerLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of the demo as the page reads it. */
final class StateJson {

    private final ObjectMapper mapper;
    private final Clock clock;

    StateJson(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    ObjectNode of(PageView view) {
        ObjectNode state = mapper.createObjectNode();
        ObjectNode addresses = state.putObject("addresses");
        view.addresses().byName().forEach(addresses::put);
        ArrayNode jobs = state.putArray("jobs");
        view.jobs().forEach(job -> put(jobs.addObject(), job));
        return state;
    }

    private void put(ObjectNode node, JobStatus job) {
        node.put("name", job.name());
        node.put("state", job.state());
        node.put("failure", job.failure());
        node.put("table", job.table());
        node.put("rows", job.rows());
        node.put("lastCommit", text(job.lastCommit()));
        node.put("dataUntil", text(job.dataUntil()));
        node.put("secondsSinceCommit", seconds(job.lastCommit()));
        node.put("secondsSinceData", seconds(job.dataUntil()));
        LedgerLine ledger = job.ledger();
        if (ledger == null) {
            node.putNull("ledger");
        } else {
            ObjectNode books =
                    node.putObject("ledger").put("read", ledger.read()).put("difference", ledger.difference());
            ArrayNode terms = books.putArray("terms");
            ledger.terms().forEach(term -> terms.addObject()
                    .put("key", term.key())
                    .put("name", term.name())
                    .put("count", term.count()));
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private @Nullable Double seconds(@Nullable Instant since) {
        return since == null ? null : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
