package io.matih.streaming.endtoend;

import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes a call as a producer would: absent fields are left out, numbers are plain, the zone is UTC. */
final class CallJson {

    private CallJson() {}

    static String of(ScriptedCall call) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        add(fields, "tenant_id", quoted(call.tenant()));
        add(fields, "provider", quoted(call.provider()));
        add(fields, "model", quoted(call.model()));
        add(fields, "cache_hit", call.cacheHit());
        add(fields, "success", call.success());
        add(fields, "tokens_input", call.tokensInput());
        add(fields, "tokens_output", call.tokensOutput());
        add(fields, "tokens_cached", call.tokensCached());
        add(fields, "tokens_reasoning", call.tokensReasoning());
        add(fields, "latency_ms", call.latency());
        add(fields, "cost_usd", call.cost());
        add(fields, "ttft_ms", call.ttft());
        add(fields, "region", quoted("a field that the job does not know"));
        add(
                fields,
                "timestamp",
                quoted(Instant.ofEpochMilli(call.eventTimeMillis()).toString()));
        return fields.toString();
    }

    private static void add(StringJoiner fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.add("\"" + name + "\":" + value);
        }
    }

    private static @Nullable String quoted(@Nullable String text) {
        return text == null ? null : "\"" + text + "\"";
    }
}
