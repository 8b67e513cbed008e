package io.matih.streaming.kafka;

import io.matih.streaming.record.DeadLetter;
import io.matih.streaming.record.LateEvent;
import io.matih.streaming.record.RejectReason;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Jobs that read test events and write what came of them, set up as strictly as production. */
final class TestJob {

    static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(300);

    final StreamExecutionEnvironment environment;
    SingleOutputStreamOperator<TestEvent> events;

    TestJob(KafkaConnection connection, String topic, StartMode startMode) {
        Configuration strict = new Configuration();
        strict.setString("pipeline.auto-generate-uids", "false");
        strict.setString("pipeline.generic-types", "false");
        strict.setString("pipeline.object-reuse", "true");
        strict.setString("restart-strategy.type", "none");
        environment = StreamExecutionEnvironment.getExecutionEnvironment(strict);
        environment.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
        environment.setParallelism(1);
        RecordSource<TestEvent> source = new RecordSource<>(
                new SourceTopic(connection, topic, topic + "-group", startMode, Duration.ofMillis(200)),
                new EventTime(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(5),
                        Alignment.within(Duration.ofHours(1))),
                TestEvent.FORMAT,
                Clock.systemUTC());
        events = source.attachTo(environment, "events-read");
    }

    TestJob restartOnce() {
        Configuration restarts = new Configuration();
        restarts.setString("restart-strategy.type", "fixed-delay");
        restarts.setString("restart-strategy.fixed-delay.attempts", "1");
        restarts.setString("restart-strategy.fixed-delay.delay", "0 ms");
        environment.configure(restarts);
        return this;
    }

    TestJob through(MapFunction<TestEvent, TestEvent> function, String uid) {
        events = events.map(function).returns(TestEvent.class).uid(uid);
        return this;
    }

    /** Every event becomes a dead letter. */
    TestJob writeDeadLetters(KafkaConnection connection, String topic) {
        sinks(connection)
                .writeDeadLetters(
                        events.map(event -> new DeadLetter(
                                        event.origin.copy(),
                                        Objects.requireNonNullElse(event.reason, RejectReason.OUT_OF_RANGE),
                                        Objects.requireNonNullElse(event.detail, "none")))
                                .returns(DeadLetter.class)
                                .uid("dead-letters-make"),
                        topic);
        return this;
    }

    /** Every event becomes late. */
    TestJob writeLateEvents(KafkaConnection connection, String topic) {
        sinks(connection)
                .writeLate(
                        events.map(event -> new LateEvent(event.origin.copy(), 0, 1_000, 2_000))
                                .returns(LateEvent.class)
                                .uid("late-events-make"),
                        topic);
        return this;
    }

    TestJob discard() {
        events.sinkTo(new DiscardingSink<>()).uid("events-discard");
        return this;
    }

    JobClient start() throws Exception {
        return environment.executeAsync();
    }

    private static OriginalRecordSinks sinks(KafkaConnection connection) {
        return new OriginalRecordSinks(connection, "billing", "billing", Duration.ofMinutes(1), LostTransactions.FAIL);
    }
}
