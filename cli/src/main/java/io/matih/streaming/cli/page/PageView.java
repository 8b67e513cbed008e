package io.matih.streaming.cli.page;

import io.matih.streaming.cli.status.Addresses;
import io.matih.streaming.cli.status.JobStatus;
import java.util.List;

/** What the page asks the demo. Called from several threads. */
public interface PageView {

    /** Where everything listens. */
    Addresses addresses();

    /** How the jobs are now. */
    List<JobStatus> jobs();

    /** What the charts show. */
    Series series() throws Exception;

    /** What to read while no window has ended. */
    String hint();

    /** Sends records into the source topic and says in a sentence what was sent. */
    String inject(Injection injection) throws Exception;
}
