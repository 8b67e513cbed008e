package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.cli.demo.Demo;
import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.cli.demo.DemoSettings;
import io.matih.streaming.cli.demo.JsonOutput;
import io.matih.streaming.platform.PlatformPorts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void pageShowsChartsAndABalancedLedgerAndItsButtonsWork() throws Exception {
        Optional<Path> chromium = Chromium.executable();
        assumeTrue(chromium.isPresent(), "skipped: no chromium on the PATH (Debian: apt-get install chromium)");
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<String> page = new CompletableFuture<>();
        CompletableFuture<Void> demo = CompletableFuture.runAsync(() -> runDemo(stop, page));

        try {
            String address = page.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Path profile = Files.createDirectories(directory.resolve("profile"));
            try (Chromium browser = Chromium.open(chromium.get(), profile, address, "1280,900")) {
                look(browser, address);
            }
        } finally {
            stop.countDown();
        }
        demo.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void look(Chromium browser, String address) throws Exception {
        for (DemoJob job : DemoJobs.ALL) {
            lookAt(job.name(), browser, address);
        }
        arrowKeysMoveBetweenJobs(browser);
        assertThat(browser.problems()).isEmpty();
        byte[] screenshot = browser.screenshot();
        Path file = Files.createDirectories(Path.of("target")).resolve("results-page.png");
        Files.write(file, screenshot);
        assertThat(screenshot.length).isGreaterThan(20_000);
    }

    private static void lookAt(String job, Chromium browser, String address) throws Exception {
        String panel = "document.querySelector('#panel-" + job + "')";
        browser.evaluate("document.querySelector('#tab-" + job + "').click()");
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate(panel + ".dataset.drawn").equals("true"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.evaluate("[..." + panel + ".querySelectorAll('.chart')].filter("
                                + "chart => !chart.querySelector('[data-line]')).map(chart => chart.dataset.chart)"))
                        .as("charts of " + job + " without a line or bar")
                        .isEmpty());
        assertThat(browser.evaluate(panel + ".querySelectorAll('.chart').length"))
                .isEqualTo("6");
        assertThat(browser.evaluate("[..." + panel + ".querySelectorAll('.tile b')].map(each => each.textContent)"))
                .doesNotContain("–");
        assertThat(browser.evaluate(panel + ".querySelector('.verdict').textContent"))
                .isEqualTo("✓ ok");
        assertThat(browser.evaluate("document.querySelector('#live').textContent"))
                .isEqualTo("live");

        long lateBefore = ledger(address, job).path("late").asLong();
        browser.evaluate(panel + ".querySelector('[data-inject=late]').click()");
        await().atMost(PATIENCE).until(() -> browser.evaluate("document.querySelector('#toast').textContent")
                .startsWith("One late record sent to "));
        await().atMost(PATIENCE).until(() -> shownLate(browser, panel) > lateBefore);
    }

    private static long shownLate(Chromium browser, String panel) throws Exception {
        return Long.parseLong(browser.evaluate(panel + ".querySelector('[data-term=late]').textContent")
                .replace(",", ""));
    }

    private static void arrowKeysMoveBetweenJobs(Chromium browser) throws Exception {
        String selected = "document.querySelector('#tabs [aria-selected=true]')";
        browser.evaluate(selected + ".focus()");

        for (DemoJob job : DemoJobs.ALL) {
            browser.press("ArrowRight");

            assertThat(browser.evaluate(selected + ".id")).isEqualTo("tab-" + job.name());
            assertThat(browser.evaluate("document.querySelector('#panel-" + job.name() + "').hidden"))
                    .isEqualTo("false");
        }
    }

    private static JsonNode ledger(String address, String job) throws Exception {
        JsonNode jobs = new ObjectMapper()
                .readTree(URI.create(address + "api/state").toURL())
                .path("jobs");
        for (JsonNode each : jobs) {
            if (each.path("name").asText().equals(job)) {
                return each.path("ledger");
            }
        }
        return jobs.path("none");
    }

    private void runDemo(CountDownLatch stop, CompletableFuture<String> page) {
        DemoSettings settings = new DemoSettings(
                DemoJobs.ALL,
                Map.of(),
                directory.resolve("data"),
                2,
                PlatformPorts.ANY,
                0,
                DemoSettings.Producer.GENERATOR,
                200,
                1,
                DemoSettings.End.NEVER);
        try {
            JsonOutput output = new JsonOutput(new PrintWriter(new StringWriter()), Clock.systemUTC());
            new Demo(settings, output, Clock.systemUTC(), stop).run(addresses -> page.complete(addresses.page()));
        } catch (Exception failure) {
            page.completeExceptionally(failure);
            throw new IllegalStateException(failure);
        }
    }
}
