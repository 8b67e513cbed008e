package io.matih.streaming.platform.generator.llm;

import io.matih.streaming.platform.generator.Chance;
import io.matih.streaming.platform.generator.JsonFields;
import io.matih.streaming.platform.generator.Tenant;
import io.matih.streaming.platform.generator.TimestampForms;
import java.util.List;

/** Makes up one call: a tenant asks one of its models, and now and then something is not said or goes wrong. */
final class LlmCallFields {

    private static final List<String> OPTIONAL = List.of(
            "tokens_input",
            "tokens_output",
            "latency_ms",
            "cost_usd",
            "success",
            "cache_hit",
            "session_id",
            "agent_id");

    private static final double CACHED = 0.18;
    private static final double FAILED = 0.025;
    private static final double PROVIDER_UNKNOWN = 0.004;

    private LlmCallFields() {}

    static JsonFields of(Tenant tenant, long eventMillis, Chance chance) {
        LanguageModel model = model(tenant, chance);
        boolean cached = chance.happens(CACHED);
        boolean failed = !cached && chance.happens(FAILED);
        long input = Math.max(1, Math.round(chance.around(650, 0.9)));
        long output = failed ? 0 : Math.max(1, Math.round(chance.around(180, 0.8)));

        JsonFields fields = new JsonFields();
        fields.text("event_id", chance.hexadecimal());
        fields.text("event_type", "llm_call");
        fields.text("tenant_id", tenant.id());
        fields.text("provider", model.provider());
        fields.text("model", model.name());
        fields.text("session_id", tenant.id() + "-session-" + chance.below(5_000));
        fields.text("agent_id", tenant.id() + "-agent-" + chance.below(12));
        fields.text("user_id", tenant.id() + "-user-" + chance.below(800));
        fields.literal("cache_hit", Boolean.toString(cached));
        fields.literal("success", Boolean.toString(!failed));
        fields.literal("tokens_input", Long.toString(input));
        fields.literal("tokens_output", Long.toString(output));
        addTimes(fields, model, cached, output, chance);
        addParts(fields, model, input, output, chance);
        fields.literal("cost_usd", cached ? "0" : model.costText(input, output));
        fields.text("timestamp", TimestampForms.anyOf(eventMillis, chance));
        leaveOut(fields, chance);
        return fields;
    }

    /** Half of the calls go to the favourite, half of the rest to the next, and so on. */
    private static LanguageModel model(Tenant tenant, Chance chance) {
        List<LanguageModel> models = LanguageModel.of(tenant);
        for (LanguageModel model : models) {
            if (chance.happens(0.5)) {
                return model;
            }
        }
        return models.get(0);
    }

    private static void addTimes(JsonFields fields, LanguageModel model, boolean cached, long output, Chance chance) {
        if (cached) {
            fields.tenths("latency_ms", chance.around(14, 0.5));
            return;
        }
        double firstToken = chance.around(model.firstTokenMillis(), 0.45);
        double rest = output / chance.around(model.tokensPerSecond(), 0.25) * 1000;
        fields.tenths("ttft_ms", firstToken);
        fields.tenths("latency_ms", firstToken + rest);
    }

    private static void addParts(JsonFields fields, LanguageModel model, long input, long output, Chance chance) {
        if (chance.happens(0.3)) {
            fields.literal("tokens_cached", Long.toString(chance.below(input + 1)));
        }
        if (model.reasons()) {
            fields.literal("tokens_reasoning", Long.toString(chance.below(output + 1)));
        }
    }

    private static void leaveOut(JsonFields fields, Chance chance) {
        fields.leaveOutOneOf(OPTIONAL, chance);
        if (chance.happens(PROVIDER_UNKNOWN)) {
            fields.literal("provider", chance.oneOf(List.of("null", "\"\"", "\" \"")));
        }
    }
}
