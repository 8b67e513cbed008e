package io.matih.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    enum Color {
        RED,
        DARK_BLUE
    }

    private static final Option<String> SERVERS =
            Option.text("kafka.bootstrap-servers").required().describedAs("Where the brokers are.");
    private static final Option<Duration> IDLE = Option.duration("event-time.idle-timeout")
            .defaultValue(Duration.ofSeconds(60))
            .atLeast(Duration.ofSeconds(1))
            .describedAs("When a partition is idle.");
    private static final Option<Duration> WINDOW = Option.duration("event-time.window")
            .defaultValue(Duration.ofMinutes(15))
            .describedAs("Length of a window.");
    private static final Option<Integer> TOP = Option.integer("top.entries")
            .defaultValue(10)
            .unit("entries")
            .atLeast(1)
            .atMost(100)
            .describedAs("Entries of a list.");
    private static final Option<Set<String>> NAMES =
            Option.texts("names").defaultValue(Set.of()).describedAs("Names.");
    private static final Option<Color> COLOR =
            Option.choice("color", Color.class).defaultValue(Color.RED).describedAs("Color.");
    private static final Option<String> NOTE = Option.text("note").optional().describedAs("A note.");
    private static final Option<SecretReference> SECRET =
            Option.secret("catalog.credential").optional().describedAs("Credential.");

    private static final OptionSet OPTIONS = OptionSet.of(
            OptionGroup.of("Kafka", SERVERS),
            OptionGroup.of("Event time", IDLE, WINDOW)
                    .checkedBy(settings -> settings.of(IDLE).compareTo(settings.of(WINDOW)) > 0
                            ? List.of("event-time.idle-timeout: expected at most event-time.window")
                            : List.of()),
            OptionGroup.of("Rest", TOP, NAMES, COLOR, NOTE, SECRET));

    private static final Map<String, String> NO_VARIABLES = Map.of();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void defaultsCountWhereNothingIsGiven() {
        Settings settings = parse("--kafka.bootstrap-servers=broker:9092");

        assertThat(settings.of(SERVERS)).isEqualTo("broker:9092");
        assertThat(settings.of(IDLE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.of(COLOR)).isEqualTo(Color.RED);
        assertThat(settings.orNull(NOTE)).isNull();
        assertThat(settings.orNull(SECRET)).isNull();
    }

    @Test
    void laterSourcesWin() throws IOException {
        String file = file("kafka.bootstrap-servers: file\ntop.entries: 1\nnote: file\ncolor: dark-blue\n");
        Map<String, String> variables = Map.of(
                "MATIH_TOP_ENTRIES", "2", "MATIH_NOTE", "variable", "MATIH_CONFIG", file, "HOME", "/home/somebody");

        Settings settings = Settings.parse(OPTIONS, variables, List.of("--note=argument"));

        assertThat(settings.of(SERVERS)).isEqualTo("file");
        assertThat(settings.of(TOP)).isEqualTo(2);
        assertThat(settings.orNull(NOTE)).isEqualTo("argument");
        assertThat(settings.of(COLOR)).isEqualTo(Color.DARK_BLUE);
        assertThat(settings.of(IDLE)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void configArgumentWinsOverItsVariable() throws IOException {
        String file = file("kafka.bootstrap-servers: file\n");

        Settings settings = Settings.parse(OPTIONS, Map.of("MATIH_CONFIG", "missing.yaml"), List.of("--config", file));

        assertThat(settings.of(SERVERS)).isEqualTo("file");
    }

    @Test
    void valueOfAnArgumentMayFollowInItsOwnWordAndMayHoldAnEqualsSign() {
        Settings settings = parse("--kafka.bootstrap-servers", "a=b", "--names=x, y ,x");

        assertThat(settings.of(SERVERS)).isEqualTo("a=b");
        assertThat(settings.of(NAMES)).containsExactly("x", "y");
    }

    @Test
    void nestedAndDottedYamlMeanTheSameAndScalarsStayText() throws IOException {
        String file = file(
                """
                kafka:
                  bootstrap-servers: 010
                event-time.idle-timeout: 30 s
                names: [on, 2026-11-20, "~"]
                top: {entries: 7}
                """);

        Settings settings = parse("--config=" + file);

        assertThat(settings.of(SERVERS)).isEqualTo("010");
        assertThat(settings.of(IDLE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.of(NAMES)).containsExactly("on", "2026-11-20", "~");
        assertThat(settings.of(TOP)).isEqualTo(7);
    }

    @Test
    void emptyYamlFileGivesNothing() throws IOException {
        assertThat(parse("--kafka.bootstrap-servers=b", "--config=" + file("# nothing\n"))
                        .of(TOP))
                .isEqualTo(10);
    }

    @Test
    void allProblemsOfAllSourcesAreSaidAtOnce() throws IOException {
        String file = file("top.entries: 0\nevent-time: {idle-timeut: 5 s}\n");
        Map<String, String> variables =
                Map.of("MATIH_CONFIG", file, "MATIH_COLOR", "green", "MATIH_EVENT_TIME_IDEL_TIMEOUT", "5 s");

        assertThat(problems(variables, "--event-time.window=soon", "--wholly-unheard-of=1"))
                .containsExactly(
                        "kafka.bootstrap-servers: required but not given; set kafka.bootstrap-servers in the YAML file,"
                                + " MATIH_KAFKA_BOOTSTRAP_SERVERS or --kafka.bootstrap-servers=value,"
                                + " to a text that is not blank",
                        "event-time.window: argument --event-time.window is \"soon\"; expected a duration with its"
                                + " unit, such as 500 ms, 30 s, 5 min, 2 h or PT30S",
                        "top.entries: file " + file
                                + " is \"0\"; expected an integer; entries, at least 1, at most 100",
                        "color: environment variable MATIH_COLOR is \"green\"; expected one of red, dark-blue",
                        "event-time.idle-timeut: not an option of this job (file " + file
                                + "); did you mean event-time.idle-timeout?",
                        "MATIH_EVENT_TIME_IDEL_TIMEOUT: not an option of this job (environment variable"
                                + " MATIH_EVENT_TIME_IDEL_TIMEOUT); did you mean MATIH_EVENT_TIME_IDLE_TIMEOUT?",
                        "wholly-unheard-of: not an option of this job (argument --wholly-unheard-of);"
                                + " --help lists them all");
    }

    @Test
    void messageHasOneLineForEachProblem() {
        InvalidSettingsException refusal = refusal(NO_VARIABLES, "--note=", "--color=a\nb");

        assertThat(refusal).hasMessage("The settings are not valid:\n  - " + String.join("\n  - ", refusal.problems()));
        assertThat(refusal.problems()).hasSize(3).noneMatch(problem -> problem.contains("\n"));
        assertThat(refusal.getStackTrace()).isEmpty();
    }

    @Test
    void valueThatDoesNotCountIsNotChecked() {
        Settings settings = Settings.parse(
                OPTIONS,
                Map.of("MATIH_TOP_ENTRIES", "many"),
                List.of("--top.entries=3", "--kafka.bootstrap-servers=b"));

        assertThat(settings.of(TOP)).isEqualTo(3);
    }

    @Test
    void checkOfSeveralValuesSpeaksWithTheOtherProblems() {
        assertThat(problems(NO_VARIABLES, "--event-time.window=10 s", "--kafka.bootstrap-servers=b", "--top.entries=0"))
                .containsExactly(
                        "top.entries: argument --top.entries is \"0\"; expected an integer; entries, at least 1,"
                                + " at most 100",
                        "event-time.idle-timeout: expected at most event-time.window");
    }

    @Test
    void checkIsNotAskedAboutValuesThatWereRefused() {
        assertThat(problems(NO_VARIABLES, "--event-time.window=x", "--kafka.bootstrap-servers=b"))
                .singleElement()
                .asString()
                .startsWith("event-time.window: argument --event-time.window is \"x\"");
    }

    @Test
    void argumentGivenTwiceIsRefused() {
        assertThat(problems(NO_VARIABLES, "--kafka.bootstrap-servers=a", "--kafka.bootstrap-servers=b"))
                .containsExactly(
                        "kafka.bootstrap-servers: given twice (argument --kafka.bootstrap-servers); give it once");
    }

    @Test
    void argumentWithoutValueAndStrayArgumentAreRefusedWithoutRepeatingThem() {
        assertThat(problems(NO_VARIABLES, "hunter2", "--kafka.bootstrap-servers", "--note=x", "--note:hunter2"))
                .containsExactly(
                        "argument number 1: not an option; expected --key=value or --key value",
                        "kafka.bootstrap-servers: argument --kafka.bootstrap-servers has no value;"
                                + " expected --kafka.bootstrap-servers=value",
                        "argument number 4: not an option; expected --key=value or --key value");
    }

    @Test
    void plainSecretIsRefusedFromEverySourceWithoutShowingIt() throws IOException {
        String expected = " is a value that is not shown;"
                + " expected a reference, file:/absolute/path or env:NAME, never the secret itself";

        assertThat(problems(NO_VARIABLES, "--kafka.bootstrap-servers=b", "--catalog.credential=hunter2"))
                .containsExactly("catalog.credential: argument --catalog.credential" + expected);
        assertThat(problems(Map.of("MATIH_CATALOG_CREDENTIAL", "hunter2"), "--kafka.bootstrap-servers=b"))
                .containsExactly("catalog.credential: environment variable MATIH_CATALOG_CREDENTIAL" + expected);
        String file = file("catalog.credential: hunter2\n");
        assertThat(problems(NO_VARIABLES, "--kafka.bootstrap-servers=b", "--config=" + file))
                .containsExactly("catalog.credential: file " + file + expected);
    }

    @Test
    void valuesOfUnknownKeysAreNotShown() {
        assertThat(refusal(Map.of("MATIH_CATALOG_CREDENTAIL", "hunter2"), "--catalog.credentail=hunter2"))
                .hasMessageContaining("did you mean catalog.credential?")
                .hasMessageContaining("did you mean MATIH_CATALOG_CREDENTIAL?")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void variableThatHoldsASecretMayBeginWithThePrefixOfOptions() {
        Settings settings = Settings.parse(
                OPTIONS,
                Map.of("MATIH_SECRET", "hunter2"),
                List.of("--kafka.bootstrap-servers=b", "--catalog.credential=env:MATIH_SECRET"));

        assertThat(settings.of(SERVERS)).isEqualTo("b");
        assertThat(settings.orNull(SECRET)).hasToString("env:MATIH_SECRET");
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void variablesThatKubernetesInjectsForServicesDoNotStopTheJob() {
        Map<String, String> injected = Map.of(
                "MATIH_KAFKA_SERVICE_HOST", "10.0.0.1",
                "MATIH_KAFKA_SERVICE_PORT", "9092",
                "MATIH_KAFKA_SERVICE_PORT_CLIENTS", "9092",
                "MATIH_KAFKA_PORT", "tcp://10.0.0.1:9092",
                "MATIH_KAFKA_PORT_9092_TCP", "tcp://10.0.0.1:9092",
                "MATIH_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1");

        assertThat(Settings.parse(OPTIONS, injected, List.of("--kafka.bootstrap-servers=b"))
                        .of(SERVERS))
                .isEqualTo("b");
        assertThat(problems(Map.of("MATIH_KAFKA_PORT", "9092"), "--kafka.bootstrap-servers=b"))
                .hasSize(1);
    }

    @Test
    void settingsAreShownInOrderWithTheirOriginAndSecretsAsReferences() {
        Settings settings = Settings.parse(
                OPTIONS,
                Map.of("MATIH_CATALOG_CREDENTIAL", "file:/run/secrets/catalog"),
                List.of("--kafka.bootstrap-servers=b"));

        assertThat(settings)
                .hasToString(
                        """
                kafka.bootstrap-servers = b (argument --kafka.bootstrap-servers)
                event-time.idle-timeout = 1 min (default)
                event-time.window = 15 min (default)
                top.entries = 10 (default)
                names =  (default)
                color = red (default)
                catalog.credential = file:/run/secrets/catalog (environment variable MATIH_CATALOG_CREDENTIAL)
                """);
    }

    @Test
    void jobMayHaveADefaultOfItsOwnForASharedOption() {
        OptionSet options = OPTIONS.withDefault(SERVERS, "mine:9092").withDefault(TOP, 5);

        Settings settings = Settings.parse(options, NO_VARIABLES, List.of());

        assertThat(settings.of(SERVERS)).isEqualTo("mine:9092");
        assertThat(settings.of(TOP)).isEqualTo(5);
    }

    @Test
    void readingAValueThatMayBeMissingOrAnOptionOfAnotherJobIsAProgrammingError() {
        Settings settings = parse("--kafka.bootstrap-servers=b");
        Option<String> other = Option.text("other").optional().describedAs("Other.");

        assertThatThrownBy(() -> settings.of(NOTE)).hasMessage("note: may have no value; read it with orNull");
        assertThatThrownBy(() -> settings.orNull(other)).hasMessage("other: not an option of this job");
    }

    private static Settings parse(String... arguments) {
        return Settings.parse(OPTIONS, NO_VARIABLES, List.of(arguments));
    }

    private static List<String> problems(Map<String, String> variables, String... arguments) {
        return refusal(variables, arguments).problems();
    }

    private static InvalidSettingsException refusal(Map<String, String> variables, String... arguments) {
        return catchThrowableOfType(
                InvalidSettingsException.class, () -> Settings.parse(OPTIONS, variables, List.of(arguments)));
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), content).toString();
    }
}
