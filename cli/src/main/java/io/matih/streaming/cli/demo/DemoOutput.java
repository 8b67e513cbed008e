package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.query.QueryResult;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import java.util.List;

/** Where a demo says what it does. Calls may come from several threads, one at a time. */
public interface DemoOutput {

    /** A part of the start is done; the detail may be empty. */
    void stage(String name, String detail, long millis);

    /** A part of the start takes long. */
    void waiting(String name, String waitsFor, long millis);

    /** Prometheus watches the jobs at this address; said before they are ready. */
    void observed(String prometheus);

    /** Every job runs and reads. */
    void ready(Addresses addresses, long millis);

    /** How the jobs and tables are now; called every second. */
    void tables(List<JobStatus> jobs);

    /** Rows that were read back from a table. */
    void firstRows(List<JobStatus> jobs, String table, QueryResult rows);

    /** All has ended. */
    void stopped(long millis);
}
