package io.matih.streaming.benchmark.sidebyside;

import io.matih.streaming.agentperformance.AgentPerformanceJob;
import io.matih.streaming.job.StreamingJob;
import io.matih.streaming.llmops.LlmOpsJob;
import io.matih.streaming.sessionanalytics.SessionAnalyticsJob;
import java.time.Duration;

/** A stream that can be measured: its events, its job, and the query that its job replaced. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is immutable, without saying so
enum MeasuredStream {
    LLM_OPS("calls", CallGenerator::new, LlmOpsJob.JOB, SqlQueries.LLM_OPS),
    SESSION_ANALYTICS("state changes", SessionGenerator::new, SessionAnalyticsJob.JOB, SqlQueries.SESSION_ANALYTICS),
    AGENT_PERFORMANCE("traces", TraceGenerator::new, AgentPerformanceJob.JOB, SqlQueries.AGENT_PERFORMANCE);

    private final String events;
    private final EventGenerator.Factory generator;
    private final StreamingJob job;
    private final SqlQuery query;

    MeasuredStream(String events, EventGenerator.Factory generator, StreamingJob job, SqlQuery query) {
        this.events = events;
        this.generator = generator;
        this.job = job;
        this.query = query;
    }

    /** What its events are called. */
    String events() {
        return events;
    }

    /** Makes its usual events. */
    EventGenerator.Factory generator() {
        return generator;
    }

    StreamingJob job() {
        return job;
    }

    SqlQuery query() {
        return query;
    }

    Duration window() {
        return Duration.ofMinutes(query.windowMinutes());
    }

    /** The job's name, which is the stream's. */
    @Override
    public String toString() {
        return job.name();
    }
}
