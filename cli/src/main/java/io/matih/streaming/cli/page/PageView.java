package io.matih.streaming.cli.page;

import io.matih.streaming.cli.page.section.Series;
import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import java.util.List;

/** What the page asks the demo. Called from several threads. Jobs are named as in {@link #sections}. */
public interface PageView {

    /** Where everything listens. */
    Addresses addresses();

    /** What there is to show, in this order. */
    List<JobSection> sections();

    /** How the jobs are now. */
    List<JobStatus> jobs();

    /** What the charts of a job show. */
    Series series(String job) throws Exception;

    /** Sends records into a job's source topic, or changes a row of its database, and says in a sentence what was done. */
    String inject(String job, Injection injection) throws Exception;
}
