package io.matih.streaming.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A seeded run of language model calls: several partitions, out of order by up to 25 seconds, some late, some broken,
 * every optional field absent now and then.
 */
public final class CallScript implements Script {

    private static final long JITTER_MILLIS = 25_000;
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final List<String> PROVIDERS = List.of("openai", "anthropic");
    private static final List<String> MODELS = List.of("small", "large");

    private final Random random;
    private int partitions;
    private final int stepMillis;
    private long nowMillis;
    private long newestMillis;

    /** About one record a second. */
    public CallScript(long seed, int partitions, Instant begin) {
        this(seed, partitions, begin, 2_000);
    }

    /**
     * A script.
     *
     * @param stepMillis there is always less time between two records
     */
    public CallScript(long seed, int partitions, Instant begin, int stepMillis) {
        this.random = new Random(seed);
        this.partitions = partitions;
        this.stepMillis = stepMillis;
        this.nowMillis = begin.toEpochMilli();
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public List<ScriptedRecord> next(Duration span) {
        long endMillis = nowMillis + span.toMillis();
        List<ScriptedRecord> records = new ArrayList<>();
        while (nowMillis < endMillis) {
            records.add(record());
            nowMillis += random.nextInt(stepMillis);
        }
        nowMillis = endMillis;
        return records;
    }

    @Override
    public List<ScriptedRecord> closing() {
        nowMillis += Duration.ofHours(1).toMillis();
        List<ScriptedRecord> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            records.add(good(partition, call(nowMillis)));
        }
        return records;
    }

    /** Of the next day, and of the end of all years. */
    @Override
    public List<ScriptedRecord> farFuture() {
        List<ScriptedRecord> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            long tomorrow = nowMillis + Duration.ofDays(1).toMillis();
            records.add(dead(partition, CallJson.of(call(tomorrow)), "future_timestamp"));
            records.add(dead(partition, CallJson.of(call(LAST_MILLIS)), "future_timestamp"));
        }
        return records;
    }

    @Override
    public List<ScriptedRecord> clockAhead() {
        int partition = random.nextInt(partitions);
        long aheadMillis = nowMillis + Duration.ofHours(1).toMillis();
        List<ScriptedRecord> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            records.add(good(partition, call(aheadMillis - random.nextLong(JITTER_MILLIS)), aheadMillis));
        }
        return records;
    }

    @Override
    public List<ScriptedRecord> addPartition() {
        long firstMillis = Math.max(nowMillis, newestMillis);
        return List.of(good(partitions++, call(firstMillis), firstMillis));
    }

    private ScriptedRecord record() {
        int partition = random.nextInt(partitions);
        int kind = random.nextInt(100);
        if (kind < 5) {
            return broken(partition);
        }
        long delayMillis =
                kind < 9 ? Duration.ofMinutes(1 + random.nextInt(40)).toMillis() : random.nextLong(JITTER_MILLIS);
        return good(partition, call(nowMillis - delayMillis));
    }

    private ScriptedRecord good(int partition, ScriptedCall call) {
        return good(partition, call, nowMillis);
    }

    private ScriptedRecord good(int partition, ScriptedCall call, long timestamp) {
        newestMillis = Math.max(newestMillis, call.eventTimeMillis());
        List<String> headers = random.nextInt(3) == 0 ? List.of("trace=" + random.nextInt(1_000)) : List.of();
        return new ScriptedRecord(
                partition, new Letter(call.tenant(), text(CallJson.of(call)), timestamp, headers), call, null);
    }

    private ScriptedRecord broken(int partition) {
        String good = CallJson.of(call(nowMillis));
        return switch (random.nextInt(10)) {
            case 0 -> dead(partition, null, "empty_value");
            case 1 -> dead(partition, "", "empty_value");
            case 2 -> dead(partition, good.substring(0, good.length() - 1), "malformed_json");
            case 3 -> dead(partition, good.replace("{", "{\"tenant_id\":\"other\","), "malformed_json");
            case 4 -> dead(partition, "[" + good + "]", "not_an_object");
            case 5 -> dead(partition, good.replace("tenant_id", "tenant"), "missing_field");
            case 6 -> dead(
                    partition,
                    good.replace("{", "{\"cache_hit\":\"true\",").replaceFirst(",\"cache_hit\":[a-z]+", ""),
                    "wrong_type");
            case 7 -> dead(
                    partition,
                    good.replaceAll("\"timestamp\":\".*\"", "\"timestamp\":\"2024-05-14T24:00:00Z\""),
                    "invalid_timestamp");
            case 8 -> dead(
                    partition,
                    CallJson.of(call(nowMillis + Duration.ofMinutes(6).toMillis())),
                    "future_timestamp");
            default -> dead(partition, "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", "too_deep");
        };
    }

    private ScriptedRecord dead(int partition, @Nullable String value, String reason) {
        String characters = value == null ? null : text(value);
        return new ScriptedRecord(
                partition, new Letter(null, characters, nowMillis, List.of("origin.topic=forged")), null, reason);
    }

    private ScriptedCall call(long eventTimeMillis) {
        return new ScriptedCall(
                "tenant-" + random.nextInt(3) + "-ü",
                maybe(PROVIDERS.get(random.nextInt(2))),
                maybe(MODELS.get(random.nextInt(2))),
                maybe(random.nextInt(4) == 0),
                maybe(random.nextInt(12) != 0),
                maybe(random.nextLong(8_000)),
                maybe(random.nextLong(4_000)),
                maybe(random.nextLong(500)),
                maybe(random.nextLong(900)),
                maybe(new BigDecimal(random.nextInt(400_000)).movePointLeft(2)),
                maybe(new BigDecimal(random.nextLong(50_000_000_000L)).movePointLeft(10)),
                maybe(new BigDecimal(random.nextInt(90_000)).movePointLeft(3)),
                eventTimeMillis);
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(8) == 0 ? null : value;
    }

    private static String text(String text) {
        return String.valueOf(Letter.characters(text.getBytes(UTF_8)));
    }
}
