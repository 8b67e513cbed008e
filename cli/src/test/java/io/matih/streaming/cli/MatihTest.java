package io.matih.streaming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cli.status.Addresses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MatihTest {

    private static final Addresses ADDRESSES = new Addresses("k", "http://c", "w", "f", "g", "p");

    private final StringWriter errors = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @Test
    void unknownOptionIsOneLineAndExitCodeTwo() {
        assertThat(execute("demo", "--jason")).isEqualTo(2);
        assertThat(errors.toString())
                .isEqualToNormalizingNewlines("matih: Unknown option: '--jason'; see ./matih demo --help\n");
    }

    @Test
    void numberThatIsNoneIsOneLineAndExitCodeTwo() {
        assertThat(execute("demo", "--rate", "many")).isEqualTo(2);
        assertThat(errors.toString()).startsWith("matih: Invalid value for option '--rate'");
        assertThat(errors.toString().lines()).hasSize(1);
    }

    @Test
    void rateBelowOneIsRefused() {
        assertThat(execute("demo", "--rate", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--rate: expected 1 or more, but got 0");
    }

    @Test
    void unknownJobOptionIsOneLineWithASuggestion() {
        assertThat(execute("demo", "--any-port", "--set", "kafka.strat=latest")).isEqualTo(2);
        assertThat(errors.toString()).contains("did you mean kafka.start?");
        assertThat(errors.toString().lines()).hasSize(1);
    }

    @Test
    void catalogThatDoesNotAnswerIsRefused() {
        assertThat(execute("sql", "--catalog", "http://127.0.0.1:1", "SELECT 1"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("no catalog answers at http://127.0.0.1:1");
    }

    @Test
    void runningDemoIsFoundUntilItIsWithdrawn() throws Exception {
        RunningDemo.announce(home, ADDRESSES);
        assertThat(RunningDemo.find(home, "name a catalog with --catalog").catalog())
                .isEqualTo("http://c");

        RunningDemo.withdraw(home);
        assertThatThrownBy(() -> RunningDemo.find(home, "name a catalog with --catalog"))
                .isInstanceOf(Refusal.class)
                .hasMessage("no demo is running; start one with ./matih demo, or name a catalog with --catalog");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Matih.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }
}
