package io.matih.streaming.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.matih.streaming.cli.query.JsonRows;
import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import io.matih.streaming.cli.status.LedgerLine;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object per line, for programs. */
public final class JsonOutput implements DemoOutput {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintWriter out;
    private final Clock clock;
    private List<JobStatus> last = List.of();
    private @Nullable String prometheusAddress;

    /** Writes to this output; the clock tells how fresh the data is. */
    public JsonOutput(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void stage(String name, String detail, long millis) {
        ObjectNode line = event("stage", millis).put("stage", name);
        print(detail.isEmpty() ? line : line.put("detail", detail));
    }

    @Override
    public void waiting(String name, String waitsFor, long millis) {
        print(event("waiting", millis).put("stage", name).put("waits_for", waitsFor));
    }

    @Override
    public void observed(String prometheus) {
        prometheusAddress = prometheus;
    }

    @Override
    public void ready(Addresses addresses, long millis) {
        ObjectNode line = event("ready", millis);
        addresses.byName().forEach(line::put);
        if (prometheusAddress != null) {
            line.put("prometheus", prometheusAddress);
        }
        print(line);
    }

    @Override
    public void tables(List<JobStatus> jobs) {
        if (!jobs.equals(last)) {
            last = jobs;
            print(tablesEvent(jobs));
        }
    }

    @Override
    public void firstRows(List<JobStatus> jobs, String table, QueryResult rows) {
        ObjectNode line = tablesEvent(jobs);
        ArrayNode first = line.putObject("first_rows").putArray(table);
        JsonRows.objects(rows).forEach(first::add);
        print(line);
    }

    @Override
    public void stopped(long millis) {
        print(event("stopped", millis));
    }

    private ObjectNode tablesEvent(List<JobStatus> jobs) {
        ObjectNode line = mapper.createObjectNode().put("event", "tables");
        ArrayNode tables = line.putArray("tables");
        jobs.forEach(job -> put(tables.addObject(), job));
        return line;
    }

    private void put(ObjectNode node, JobStatus job) {
        node.put("job", job.name())
                .put("state", job.state())
                .put("table", job.table())
                .put("rows", job.rows());
        node.put("freshness_seconds", secondsSince(job.dataUntil()));
        node.put(
                "last_commit",
                job.lastCommit() == null ? null : job.lastCommit().toString());
        if (job.failure() != null) {
            node.put("failure", job.failure());
        }
        LedgerLine ledger = job.ledger();
        if (ledger == null) {
            node.putNull("ledger");
            return;
        }
        ObjectNode books = node.putObject("ledger").put("read", ledger.read());
        ledger.terms().forEach(term -> books.put(term.key(), term.count()));
        books.put("difference", ledger.difference()).put("ok", ledger.difference() == 0);
    }

    private @Nullable Double secondsSince(@Nullable Instant time) {
        return time == null ? null : Duration.between(time, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }

    private ObjectNode event(String name, long millis) {
        return mapper.createObjectNode().put("event", name).put("seconds", millis / MILLIS_PER_SECOND);
    }

    private void print(ObjectNode line) {
        out.println(line);
        out.flush();
    }
}
