package io.matih.streaming.kafka;

import io.matih.streaming.job.StartupRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks when a job starts that its topics are there, because a client would wait for a missing topic without an end.
 *
 * <pre>{@code
 * KafkaTopics.on(connection).check(topics, MissingTopics.CREATE);
 * }</pre>
 */
public final class KafkaTopics {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** The segment that is written to is never compacted, so this is how much of it a reader has to read at most. */
    private static final Duration COMPACTED_AFTER = Duration.ofHours(1);

    /** What our headers may add to a record, generously. */
    private static final int HEADROOM_BYTES = 64 << 10;

    private final KafkaConnection connection;
    private final Duration timeout;

    private KafkaTopics(KafkaConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /** The topics of a cluster, which gets 15 seconds to answer each question. */
    public static KafkaTopics on(KafkaConnection connection) {
        return within(TIMEOUT, connection);
    }

    static KafkaTopics within(Duration timeout, KafkaConnection connection) {
        return new KafkaTopics(connection, timeout);
    }

    /**
     * Checks that the source topic exists, and that the dead-letter and late topics exist or can be created, with the partition
     * count of the source and room for its largest record. Created topics keep their records until somebody deletes them:
     * records carry their original timestamps and a retention time would delete old ones at once.
     *
     * @throws StartupRefusedException with one line that says what is missing and where
     */
    public void check(JobTopics topics, MissingTopics missingTopics) {
        ask(admin -> check(admin, topics, missingTopics));
    }

    /**
     * Checks that a topic exists, or creates it, that has one partition and is compacted.
     *
     * @throws StartupRefusedException with one line that says what is missing and where
     */
    void checkCompacted(String topic, MissingTopics missingTopics) {
        ask(admin -> checkCompacted(admin, topic, missingTopics));
    }

    private void ask(Consumer<Admin> question) {
        Properties properties = connection.properties();
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        try (Admin admin = Admin.create(properties)) {
            question.accept(admin);
        } catch (KafkaException unreachable) {
            throw refusal("cannot be asked for its topics: " + causes(unreachable));
        }
    }

    private void checkCompacted(Admin admin, String topic, MissingTopics missingTopics) {
        Optional<TopicDescription> found = describe(admin, topic);
        if (found.isEmpty()) {
            requireCreation(missingTopics, List.of(topic));
            create(
                    admin,
                    topic,
                    1,
                    Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.SEGMENT_MS_CONFIG,
                            Long.toString(COMPACTED_AFTER.toMillis())));
            return;
        }
        int partitions = found.get().partitions().size();
        if (partitions != 1) {
            throw refusal("has a topic '" + topic + "' with " + partitions
                    + " partitions; expected one, because its records have to stay in order");
        }
        String policy = setting(admin, topic, TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw refusal("has a topic '" + topic + "' with cleanup.policy " + policy
                    + "; expected compact, because its records have to be kept");
        }
    }

    private void check(Admin admin, JobTopics topics, MissingTopics missingTopics) {
        TopicDescription source = describe(admin, topics.source())
                .orElseThrow(() -> refusal("has no topic '" + topics.source() + "', the source"));
        List<String> missing = new ArrayList<>();
        for (String topic : List.of(topics.deadLetter(), topics.late())) {
            if (describe(admin, topic).isEmpty()) {
                missing.add(topic);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        requireCreation(missingTopics, missing);
        Map<String, String> settings = Map.of(
                TopicConfig.RETENTION_MS_CONFIG, "-1",
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(largestRecordBytes(admin, topics.source())));
        for (String topic : missing) {
            create(admin, topic, source.partitions().size(), settings);
        }
    }

    private Optional<TopicDescription> describe(Admin admin, String topic) {
        try {
            return KafkaAnswer.of(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                    .findFirst();
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        }
    }

    private void requireCreation(MissingTopics missingTopics, List<String> missing) {
        if (missingTopics == MissingTopics.REFUSE) {
            throw refusal("has no topic '" + String.join("' and no topic '", missing) + "'; create it or set "
                    + KafkaOptions.MISSING_TOPICS.key() + " to create");
        }
    }

    private static long largestRecordBytes(Admin admin, String topic) {
        return Long.parseLong(setting(admin, topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)) + HEADROOM_BYTES;
    }

    private static String setting(Admin admin, String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config settings = KafkaAnswer.of(
                        admin.describeConfigs(List.of(resource)).all())
                .values()
                .iterator()
                .next();
        return settings.get(key).value();
    }

    private void create(Admin admin, String topic, int partitions, Map<String, String> settings) {
        NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        try {
            KafkaAnswer.of(admin.createTopics(List.of(created)).all());
        } catch (TopicExistsException createdMeanwhile) {
            return;
        } catch (KafkaException refused) {
            throw refusal("cannot create topic '" + topic + "': " + causes(refused));
        }
    }

    private static String causes(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + " (" + cause.getMessage() + ")";
    }

    private StartupRefusedException refusal(String what) {
        return new StartupRefusedException("Kafka at " + connection.bootstrapServers() + " " + what);
    }
}
