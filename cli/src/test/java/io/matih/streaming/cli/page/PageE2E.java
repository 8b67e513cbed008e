package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.matih.streaming.cli.demo.Demo;
import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.cli.demo.DemoSettings;
import io.matih.streaming.cli.demo.JsonOutput;
import io.matih.streaming.platform.PlatformPorts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> BUTTON_COUNTS =
            Map.of("late", "late", "poison", "deadLettered", "burst", "aggregated");

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
                look(browser);
            }
        } finally {
            stop.countDown();
        }
        demo.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void look(Chromium browser) throws Exception {
        for (DemoJob job : DemoJobs.ALL) {
            lookAt(job.name(), browser);
        }
        arrowKeysMoveBetweenJobs(browser);
        assertThat(browser.problems()).isEmpty();
        byte[] screenshot = browser.screenshot();
        Path file = Files.createDirectories(Path.of("target")).resolve("results-page.png");
        Files.write(file, screenshot);
        assertThat(screenshot.length).isGreaterThan(20_000);
    }

    private static void lookAt(String job, Chromium browser) throws Exception {
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

        for (String button : List.of("late", "poison", "burst")) {
            String counts = BUTTON_COUNTS.getOrDefault(button, "");
            long before = shown(browser, panel, counts);
            browser.evaluate(panel + ".querySelector('[data-inject=" + button + "]').click()");
            await().atMost(PATIENCE).until(() -> browser.evaluate("document.querySelector('#toast').textContent")
                    .contains(" sent to "));
            await().atMost(PATIENCE).until(() -> shown(browser, panel, counts) > before);
        }
    }

    private static long shown(Chromium browser, String panel, String term) throws Exception {
        return Long.parseLong(browser.evaluate(panel + ".querySelector('[data-term=" + term + "]').textContent")
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
