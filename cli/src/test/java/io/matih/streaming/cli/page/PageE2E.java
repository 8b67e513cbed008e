package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.matih.streaming.cli.demo.Demo;
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
        await().atMost(PATIENCE).until(() -> ledger(address).path("read").asLong() > 20_000);
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("document.body.dataset.charts").equals("drawn"));
        assertThat(browser.evaluate("document.querySelectorAll('#charts svg').length"))
                .isEqualTo("6");
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("document.querySelectorAll('[data-chart=p99] path[data-model]').length")
                        .equals("8"));
        assertThat(browser.evaluate("document.querySelector('.verdict').textContent"))
                .isEqualTo("ok");
        assertThat(browser.evaluate("document.querySelector('#live').textContent"))
                .isEqualTo("live");

        long lateBefore = ledger(address).path("late").asLong();
        browser.evaluate("document.querySelector('[data-inject=late]').click()");
        await().atMost(PATIENCE).until(() -> browser.evaluate("document.querySelector('#toast').textContent")
                .startsWith("One late record sent"));
        await().atMost(PATIENCE).until(() -> ledger(address).path("late").asLong() > lateBefore);

        byte[] screenshot = browser.screenshot();
        Path file = Files.createDirectories(Path.of("target")).resolve("results-page.png");
        Files.write(file, screenshot);
        assertThat(screenshot.length).isGreaterThan(20_000);
    }

    private static JsonNode ledger(String address) throws Exception {
        return new ObjectMapper()
                .readTree(URI.create(address + "api/state").toURL())
                .path("jobs")
                .path(0)
                .path("ledger");
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
