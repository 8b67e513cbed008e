package io.matih.streaming.servers.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Creates topics to which records can be sent at once.
 *
 * <p>A broker tells clients of a new topic a moment before it has opened the partitions' logs. A producer that sends several batches
 * of a partition in that moment can have the first refused and the second taken, and then repeats the first in vain until its time is
 * up.
 */
public final class TopicCreation {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private TopicCreation() {}

    /**
     * Creates a topic and waits until the leaders of its partitions answer.
     *
     * @throws ExecutionException with the broker's reason, such as that there is a topic of that name already, or why its leaders
     *     still do not answer after half a minute
     */
    public static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(topic)).all().get();
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, topic.numPartitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        awaitAnswer(admin, ends);
    }

    private static void awaitAnswer(Admin admin, Map<TopicPartition, OffsetSpec> ends)
            throws ExecutionException, InterruptedException {
        long startNanos = System.nanoTime();
        while (true) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException refused) {
                boolean isTimeUp = System.nanoTime() - startNanos > LIMIT.toNanos();
                if (isTimeUp || !(refused.getCause() instanceof RetriableException)) {
                    throw refused;
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
