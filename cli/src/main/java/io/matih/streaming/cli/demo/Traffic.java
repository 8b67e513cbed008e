package io.matih.streaming.cli.demo;

import io.matih.streaming.cli.page.Injection;
import io.matih.streaming.platform.LocalPlatform;
import io.matih.streaming.platform.generator.EventStream;
import io.matih.streaming.platform.generator.RecordKind;
import io.matih.streaming.platform.generator.TrafficGenerator;
import io.matih.streaming.platform.generator.TrafficSettings;
import java.time.Clock;
import java.util.List;

/** The generator of a demo: regular traffic unless the user produces, and single records on demand. */
final class Traffic implements AutoCloseable {

    private static final int BURST_RECORDS = 5_000;

    private final TrafficGenerator generator;
    private final List<String> topics;

    private Traffic(TrafficGenerator generator, List<String> topics) {
        this.generator = generator;
        this.topics = topics;
    }

    /** Starts to send; on data of an earlier demo without a backlog, which would be late there. */
    static Traffic of(DemoSettings settings, LocalPlatform platform, Clock clock, PastData past) {
        List<EventStream> streams = settings.jobs().stream()
                .map(job -> job.traffic().apply(settings.seed()))
                .toList();
        TrafficSettings traffic = TrafficSettings.startingAt(clock.instant())
                .withSeed(settings.seed())
                .withRate(settings.rate());
        if (past == PastData.PRESENT) {
            traffic = traffic.withoutBacklog();
        }
        if (settings.producer() == DemoSettings.Producer.USER) {
            traffic = traffic.upTo(0);
        }
        return new Traffic(
                TrafficGenerator.start(platform.bootstrapServers(), traffic, streams, clock),
                streams.stream().map(EventStream::topic).toList());
    }

    /** Whether the data directory was used before. */
    enum PastData {
        PRESENT,
        NONE
    }

    /** Sends records to every source topic and says what. */
    String inject(Injection injection) {
        return switch (injection) {
            case LATE -> insert(RecordKind.LATE, 1, "One late record sent; it is counted at the next checkpoint.");
            case POISON -> insert(
                    RecordKind.MALFORMED, 1, "One poison record sent; it is counted at the next checkpoint.");
            case BURST -> insert(
                    RecordKind.GOOD, BURST_RECORDS, String.format("%,d calls sent at once.", BURST_RECORDS));
        };
    }

    private String insert(RecordKind kind, int count, String message) {
        requireHealthy();
        topics.forEach(topic -> generator.insert(topic, kind, count));
        return message;
    }

    /**
     * Does nothing while records are being sent.
     *
     * @throws IllegalStateException when Kafka does not take them
     */
    void requireHealthy() {
        generator.failure().ifPresent(failure -> {
            throw new IllegalStateException("the generator cannot send: " + failure.getMessage(), failure);
        });
    }

    @Override
    public void close() {
        generator.close();
    }
}
