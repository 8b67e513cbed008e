package io.matih.streaming.endtoend.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.endtoend.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every check finds nothing in the product, and what was broken on purpose in each sabotage.
 *
 * <p>A changed file is compiled into a folder of its own, and the check runs with that folder ahead of the product's classes.
 * Two run at a time.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SabotageITCase {

    private static final Path PAGE = Path.of("..", "docs", "sabotage.md");

    private static final ExecutorService TWO_AT_A_TIME = Executors.newFixedThreadPool(2);
    private static final Map<Check, Future<List<String>>> UNTOUCHED = new EnumMap<>(Check.class);
    private static final Map<String, Future<List<String>>> SABOTAGED = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // set before the tests
    private static Servers servers;

    @SuppressWarnings("NullAway.Init")
    private static PipelineCheck pipeline;

    @BeforeAll
    static void startAll(@TempDir Path directory) throws Exception {
        servers = Servers.in(directory.resolve("servers"));
        servers.createTopic("calls", 2);
        pipeline = new PipelineCheck(servers, directory);
        Map<String, String> options = new TreeMap<>(servers.options());
        options.put("kafka.source-topic", "calls");
        Map<Check, ProductCheck> checks = Map.of(
                Check.SIMULATION, new SimulationCheck(),
                Check.JOB_GRAPH, new JobGraphCheck(options, directory),
                Check.PIPELINE, pipeline,
                Check.LOCATOR, new LocatorCheck(directory));
        for (Check check : Check.values()) {
            ProductCheck runs = Objects.requireNonNull(checks.get(check));
            UNTOUCHED.put(check, TWO_AT_A_TIME.submit(() -> runs.problems(product(check, null))));
            Sabotages.ALL.stream().filter(sabotage -> sabotage.check() == check).forEach(sabotage -> {
                SABOTAGED.put(sabotage.name(), TWO_AT_A_TIME.submit(() -> runs.problems(changed(sabotage, directory))));
            });
        }
    }

    private static ProductClasses changed(Sabotage sabotage, Path directory) throws Exception {
        Path classes = sabotage.compileBelow(
                directory.resolve("sabotage"), product(sabotage.check(), null).compilePath());
        return product(sabotage.check(), classes);
    }

    private static ProductClasses product(Check check, @Nullable Path changed) throws Exception {
        return check == Check.LOCATOR ? ProductClasses.ofChangeCapture(changed) : ProductClasses.ofJobs(changed);
    }

    @AfterAll
    static void stopAll() throws Exception {
        TWO_AT_A_TIME.shutdownNow();
        pipeline.close();
        servers.close();
    }

    static List<Sabotage> sabotages() {
        return Sabotages.ALL;
    }

    @ParameterizedTest
    @EnumSource
    void checkFindsNothingInTheProduct(Check check) throws Exception {
        assertThat(result(Objects.requireNonNull(UNTOUCHED.get(check)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void checkFindsWhatIsBroken(Sabotage sabotage) throws Exception {
        List<String> problems = result(Objects.requireNonNull(SABOTAGED.get(sabotage.name())));

        assertThat(String.join("\n", problems)).contains(sabotage.finding());
    }

    private static List<String> result(Future<List<String>> run) throws Exception {
        try {
            return run.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw failure;
        }
    }

    @Test
    void pageListsThemAll() throws Exception {
        List<String> rows = new ArrayList<>();
        for (Sabotage sabotage : Sabotages.ALL) {
            rows.add("| %s | `%s` | %s | %s |"
                    .formatted(
                            sabotage.meaning(),
                            sabotage.className(),
                            sabotage.check().title(),
                            sabotage.finding().strip()));
        }

        assertThat(Files.readAllLines(PAGE))
                .as("rows of docs/sabotage.md; they should be:\n" + String.join("\n", rows))
                .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| what is broken"))
                .containsExactlyElementsOf(rows);
    }
}
