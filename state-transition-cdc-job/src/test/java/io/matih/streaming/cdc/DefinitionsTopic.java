package io.matih.streaming.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** What the job has written into the topic of names. */
final class DefinitionsTopic implements AutoCloseable {

    private static final TopicPartition PARTITION = new TopicPartition("matih.ai.agent-definitions", 0);

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    DefinitionsTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
    }

    /** All names of an agent so far as compaction leaves them, "name from moment", in the order of their first writing. */
    List<String> versionsOf(String agent) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> record : records()) {
            JsonNode value = read(record.value());
            if (value.path("agent_id").asText().equals(agent)) {
                String version = value.get("name").asText() + " from "
                        + value.get("valid_from").asText();
                versions.put(record.key(), version);
            }
        }
        return List.copyOf(versions.values());
    }

    /** Waits until an agent has had so many names. */
    List<String> awaitVersionsOf(String agent, int count) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> versionsOf(agent), versions -> versions.size() >= count);
    }

    /** Waits until the versions are complete up to a moment. */
    void awaitCompleteUntil(Instant moment) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> records().stream()
                .anyMatch(record -> isProgress(record) && !completeUntil(record).isBefore(moment)));
    }

    /** Versions that were written although progress before them had said that there were no more of their time. */
    List<String> brokenPromises() {
        List<String> broken = new ArrayList<>();
        Map<String, String> known = new LinkedHashMap<>();
        Instant complete = Instant.MIN;
        for (ConsumerRecord<String, String> record : records()) {
            if (isProgress(record)) {
                Instant told = completeUntil(record);
                complete = told.isAfter(complete) ? told : complete;
            } else if (known.putIfAbsent(record.key(), record.value()) == null
                    && !Instant.parse(read(record.value()).get("valid_from").asText())
                            .isAfter(complete)) {
                broken.add(record.value());
            }
        }
        return broken;
    }

    /** Versions that were written more than once, and not with the same name. */
    List<String> overwritten() {
        List<String> overwritten = new ArrayList<>();
        Map<String, String> known = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> record : records()) {
            String before = known.put(record.key(), record.value());
            if (!isProgress(record) && before != null && !before.equals(record.value())) {
                overwritten.add(before);
            }
        }
        return overwritten;
    }

    private Instant completeUntil(ConsumerRecord<String, String> record) {
        return Instant.parse(read(record.value()).get("complete_until").asText());
    }

    private static boolean isProgress(ConsumerRecord<String, String> record) {
        return record.key().equals("complete_until");
    }

    private JsonNode read(String value) {
        try {
            return json.readTree(value);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(value, notJson);
        }
    }

    private List<ConsumerRecord<String, String>> records() {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
