package io.matih.streaming.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.matih.streaming.cli.demo.Demo;
import io.matih.streaming.cli.demo.DemoJob;
import io.matih.streaming.cli.demo.DemoJobs;
import io.matih.streaming.cli.demo.DemoSettings;
import io.matih.streaming.cli.demo.JsonOutput;
import io.matih.streaming.cli.query.LakeQuery;
import io.matih.streaming.cli.query.LakeTables;
import io.matih.streaming.cli.status.Addresses;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> BUTTON_COUNTS =
            Map.of("late", "late", "poison", "dead_lettered", "burst", "aggregated");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void pageShowsChartsAndABalancedLedgerAndItsButtonsWork() throws Exception {
        Optional<Path> chromium = Chromium.executable();
        assumeTrue(chromium.isPresent(), "skipped: no chromium on the PATH (Debian: apt-get install chromium)");
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Addresses> ready = new CompletableFuture<>();
        CompletableFuture<Void> demo = CompletableFuture.runAsync(() -> runDemo(stop, ready));

        try {
            Addresses addresses = ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Path profile = Files.createDirectories(directory.resolve("profile"));
            try (Chromium browser = Chromium.open(chromium.get(), profile, addresses.page(), "1280,900")) {
                look(browser, addresses.catalog());
            }
        } finally {
            stop.countDown();
        }
        demo.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void look(Chromium browser, String catalog) throws Exception {
        for (DemoJob job : DemoJobs.ALL) {
            lookAt(job, browser, catalog);
        }
        arrowKeysMoveBetweenJobs(browser);
        assertThat(browser.problems()).isEmpty();
        byte[] screenshot = browser.screenshot();
        Path file = Files.createDirectories(Path.of("target")).resolve("results-page.png");
        Files.write(file, screenshot);
        assertThat(screenshot.length).isGreaterThan(20_000);
    }

    private static void lookAt(DemoJob demoJob, Chromium browser, String catalog) throws Exception {
        String job = demoJob.name();
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
                .isEqualTo(demoJob.readsDatabase() ? "3" : "6");
        assertThat(browser.evaluate("[..." + panel + ".querySelectorAll('.tile b')].map(each => each.textContent)"))
                .doesNotContain("–");
        assertThat(browser.evaluate(panel + ".querySelector('.verdict').textContent"))
                .isEqualTo("✓ ok");
        assertThat(browser.evaluate("document.querySelector('#live').textContent"))
                .isEqualTo("live");

        if (demoJob.readsDatabase()) {
            changeRows(browser, panel, catalog);
        } else {
            sendRecords(browser, panel);
        }
    }

    /** What a button has done in the database is in the log. */
    private static void changeRows(Chromium browser, String panel, String catalog) throws Exception {
        for (String button : List.of("update", "delete", "rename")) {
            String before = browser.evaluate("document.querySelector('#toast').textContent");
            browser.evaluate(panel + ".querySelector('[data-inject=" + button + "]').click()");
            await().atMost(PATIENCE).until(() -> !browser.evaluate("document.querySelector('#toast').textContent")
                    .equals(before));
            String said = browser.evaluate("document.querySelector('#toast').textContent");
            if (button.equals("rename")) {
                assertThat(said).isEqualTo("Renamed globex-support (its name: Globex Support v2).");
                continue;
            }
            Matcher row = Pattern.compile("(?:Updated|Deleted) (\\S+) .*").matcher(said);
            assertThat(row.matches()).as(said).isTrue();
            await().atMost(PATIENCE).until(() -> changes(catalog, row.group(1)).contains(button.substring(0, 1)));
        }
        assertThat(Integer.parseInt(browser.evaluate(panel + ".querySelectorAll('.listing tbody tr').length")))
                .isPositive();
    }

    /** The kinds of changes that the log has of a row, as one text. */
    private static String changes(String catalog, String row) throws Exception {
        try (LakeTables tables = LakeTables.at(catalog);
                LakeQuery query = LakeQuery.over(tables.all())) {
            return String.valueOf(query.rows(
                            "SELECT string_agg(op, '') FROM state_transition_log WHERE transition_id = '" + row + "'")
                    .rows()
                    .get(0)
                    .get(0));
        }
    }

    private static void sendRecords(Chromium browser, String panel) throws Exception {
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

    private void runDemo(CountDownLatch stop, CompletableFuture<Addresses> ready) {
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
                DemoSettings.End.NEVER,
                null);
        try {
            JsonOutput output = new JsonOutput(new PrintWriter(new StringWriter()), Clock.systemUTC());
            new Demo(settings, output, Clock.systemUTC(), stop).run(ready::complete);
        } catch (Exception failure) {
            ready.completeExceptionally(failure);
            throw new IllegalStateException(failure);
        }
    }
}
