package io.matih.streaming.kafka;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.Settings;
import io.matih.streaming.options.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What can be set about the topics of a job, and what is made of it. */
public final class KafkaOptions {

    public static final Option<String> BOOTSTRAP_SERVERS = Option.text("kafka.bootstrap-servers")
            .required()
            .describedAs("Brokers to ask for the cluster first, host:port, separated by commas.");

    public static final Option<String> SOURCE_TOPIC =
            Option.text("kafka.source-topic").required().describedAs("The topic to read.");

    public static final Option<String> DEAD_LETTER_TOPIC = Option.text("kafka.dead-letter-topic")
            .optional()
            .describedAs("Where records go that no aggregate can hold; by default the source topic with .dead-letter.");

    public static final Option<String> LATE_TOPIC = Option.text("kafka.late-topic")
            .optional()
            .describedAs("Where events go that came after their window; by default the source topic with .late.");

    public static final Option<MissingTopics> MISSING_TOPICS = Option.choice(
                    "kafka.missing-topics", MissingTopics.class)
            .defaultValue(MissingTopics.CREATE)
            .describedAs("What to do at start when a topic that the job writes to does not exist.");

    public static final Option<String> GROUP = Option.text("kafka.group")
            .required()
            .describedAs("The consumer group whose committed offsets count when there is no checkpoint.");

    public static final Option<StartMode> START = Option.of(
                    "kafka.start", new ValueType<>("start", StartMode.EXPECTED, StartMode::parse, StartMode::toString))
            .defaultValue(StartMode.LATEST)
            .describedAs("Where to start when the group has no committed offsets.");

    public static final Option<Duration> PARTITION_DISCOVERY_INTERVAL = Option.duration(
                    "kafka.partition-discovery-interval")
            .defaultValue(Duration.ofSeconds(30))
            .atLeast(Duration.ofMillis(100))
            .describedAs("How often to look for partitions that were added.");

    public static final Option<String> TRANSACTIONAL_ID_PREFIX = Option.text("kafka.transactional-id-prefix")
            .optional()
            .describedAs(
                    "What transactional ids begin with, by default the group; no other job may have the same, and it must"
                            + " not change over restarts.");

    public static final Option<Duration> TRANSACTION_TIMEOUT = Option.duration("kafka.transaction-timeout")
            .defaultValue(Duration.ofMinutes(15))
            .atLeast(Duration.ofSeconds(1))
            .describedAs(
                    "How long a checkpoint and the restart after it may take before Kafka drops what was written; at most"
                            + " the brokers' transaction.max.timeout.ms.");

    public static final Option<LostTransactions> LOST_TRANSACTIONS = Option.choice(
                    "kafka.lost-transactions", LostTransactions.class)
            .defaultValue(LostTransactions.FAIL)
            .describedAs(
                    "What to do when Kafka dropped dead letters or late events that a checkpoint had promised to write:"
                            + " fail, or accept that they are missing and go on.");

    /** All of the above. */
    public static final OptionGroup ALL = OptionGroup.of(
                    "Kafka",
                    BOOTSTRAP_SERVERS,
                    SOURCE_TOPIC,
                    DEAD_LETTER_TOPIC,
                    LATE_TOPIC,
                    MISSING_TOPICS,
                    GROUP,
                    START,
                    PARTITION_DISCOVERY_INTERVAL,
                    TRANSACTIONAL_ID_PREFIX,
                    TRANSACTION_TIMEOUT,
                    LOST_TRANSACTIONS)
            .checkedBy(KafkaOptions::topicProblems);

    private KafkaOptions() {}

    /** The cluster that the settings name. */
    public static KafkaConnection connection(Settings settings) {
        return new KafkaConnection(settings.of(BOOTSTRAP_SERVERS), KafkaSecurityOptions.security(settings));
    }

    /** The three topics of a job. */
    public static JobTopics topics(Settings settings) {
        String source = settings.of(SOURCE_TOPIC);
        String deadLetter = settings.orNull(DEAD_LETTER_TOPIC);
        String late = settings.orNull(LATE_TOPIC);
        return new JobTopics(
                source,
                deadLetter == null ? source + ".dead-letter" : deadLetter,
                late == null ? source + ".late" : late);
    }

    /** What to read and from where. */
    public static SourceTopic source(Settings settings) {
        return new SourceTopic(
                connection(settings),
                settings.of(SOURCE_TOPIC),
                settings.of(GROUP),
                settings.of(START),
                settings.of(PARTITION_DISCOVERY_INTERVAL));
    }

    /**
     * The sinks for dead letters and late events.
     *
     * @param job what the {@code job} header says
     */
    public static OriginalRecordSinks sinks(Settings settings, String job) {
        String prefix = settings.orNull(TRANSACTIONAL_ID_PREFIX);
        return new OriginalRecordSinks(
                connection(settings),
                job,
                prefix == null ? settings.of(GROUP) : prefix,
                settings.of(TRANSACTION_TIMEOUT),
                settings.of(LOST_TRANSACTIONS));
    }

    private static List<String> topicProblems(Settings settings) {
        JobTopics topics = topics(settings);
        List<String> problems = new ArrayList<>();
        if (topics.deadLetter().equals(topics.source())) {
            problems.add(
                    DEAD_LETTER_TOPIC.key() + ": expected another topic than the source, or the job would read its own"
                            + " dead letters, but got '" + topics.deadLetter() + "'");
        }
        if (topics.late().equals(topics.source())) {
            problems.add(
                    LATE_TOPIC.key() + ": expected another topic than the source, or the job would read its own late"
                            + " events, but got '" + topics.late() + "'");
        }
        return problems;
    }
}
