package io.matih.streaming.platform.generator.llm;

import io.matih.streaming.platform.generator.Tenant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be called, what it costs and how fast it is.
 *
 * @param inputUsdPerMillion price of a million input tokens; null for a model that nobody bills
 * @param outputUsdPerMillion price of a million output tokens; null for a model that nobody bills
 * @param firstTokenMillis median time to the first token
 * @param tokensPerSecond median speed of the answer
 * @param reasons whether a part of its output is reasoning
 */
record LanguageModel(
        String provider,
        String name,
        @Nullable BigDecimal inputUsdPerMillion,
        @Nullable BigDecimal outputUsdPerMillion,
        double firstTokenMillis,
        double tokensPerSecond,
        boolean reasons) {

    /** The models on offer, most popular first. */
    static final List<LanguageModel> ALL = List.of(
            billed("openai", "gpt-4o-mini", "0.15", "0.60", 380, 95),
            billed("anthropic", "claude-3-5-sonnet", "3.00", "15.00", 780, 62),
            billed("openai", "gpt-4o", "2.50", "10.00", 520, 78),
            billed("google", "gemini-1.5-flash", "0.075", "0.30", 310, 140),
            billed("anthropic", "claude-3-5-haiku", "0.80", "4.00", 450, 88),
            reasoning("openai", "o3-mini", "1.10", "4.40", 2_900, 110),
            billed("mistral", "mistral-large", "2.00", "6.00", 610, 55),
            new LanguageModel("vllm", "llama-3.1-70b", null, null, 260, 40, false));

    private static final int PRICE_DIGITS = 8;
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private static final List<List<LanguageModel>> BY_TENANT =
            Tenant.ALL.stream().map(LanguageModel::chosenBy).toList();

    private static LanguageModel billed(
            String provider, String name, String input, String output, double firstTokenMillis, double speed) {
        return new LanguageModel(
                provider, name, new BigDecimal(input), new BigDecimal(output), firstTokenMillis, speed, false);
    }

    private static LanguageModel reasoning(
            String provider, String name, String input, String output, double firstTokenMillis, double speed) {
        return new LanguageModel(
                provider, name, new BigDecimal(input), new BigDecimal(output), firstTokenMillis, speed, true);
    }

    /** What a tenant calls, its favourite first: the largest tenant six models, the small ones two. */
    static List<LanguageModel> of(Tenant tenant) {
        return BY_TENANT.get(tenant.rank());
    }

    private static List<LanguageModel> chosenBy(Tenant tenant) {
        int count = Math.max(2, 6 - tenant.rank());
        List<LanguageModel> models = new ArrayList<>();
        for (int choice = 0; choice < count; choice++) {
            models.add(ALL.get((tenant.rank() + choice * 3) % ALL.size()));
        }
        return List.copyOf(models);
    }

    /** What a call costs, in US dollars as decimal text; {@code null} as text where nobody bills. */
    String costText(long inputTokens, long outputTokens) {
        if (inputUsdPerMillion == null || outputUsdPerMillion == null) {
            return "null";
        }
        return inputUsdPerMillion
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(outputUsdPerMillion.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(MILLION, PRICE_DIGITS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
