package io.matih.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsReferenceTest {

    private static final OptionSet OPTIONS = OptionSet.of(
            OptionGroup.of(
                    "Kafka",
                    Option.text("kafka.topic").required().describedAs("Source topic."),
                    Option.secret("kafka.password").optional().describedAs("Password of a|b.")),
            OptionGroup.of(
                    "Rest",
                    Option.duration("idle-timeout")
                            .defaultValue(Duration.ofSeconds(60))
                            .atLeast(Duration.ofSeconds(1))
                            .describedAs("When a partition is idle."),
                    Option.integer("top")
                            .defaultValue(10)
                            .unit("entries")
                            .atMost(100)
                            .describedAs("Entries."),
                    Option.texts("names").defaultValue(Set.of()).describedAs("Names.")));

    @Test
    void markdownHasOneTableForEachConcern() {
        assertThat(OptionsReference.markdown("page-views", OPTIONS))
                .isEqualTo(
                        """
                ## page-views

                ### Kafka

                | key | environment | type | unit and range | default | meaning |
                |---|---|---|---|---|---|
                | `kafka.topic` | `MATIH_KAFKA_TOPIC` | text |  | required | Source topic. |
                | `kafka.password` | `MATIH_KAFKA_PASSWORD` | secret |  | none | Password of a\\|b. |

                ### Rest

                | key | environment | type | unit and range | default | meaning |
                |---|---|---|---|---|---|
                | `idle-timeout` | `MATIH_IDLE_TIMEOUT` | duration | at least 1 s | `1 min` | When a partition is idle. |
                | `top` | `MATIH_TOP` | integer | entries, at most 100 | `10` | Entries. |
                | `names` | `MATIH_NAMES` | set of texts |  | empty | Names. |
                """);
    }

    @Test
    void helpShowsEveryOptionAndWhereValuesComeFrom() {
        assertThat(OptionsReference.help("page-views", OPTIONS))
                .isEqualTo(
                        """
                Job page-views. Each option is set by --key=value, by --key value, by its environment variable,
                or in the YAML file that --config FILE or MATIH_CONFIG names; arguments win over the
                environment, which wins over the file. Secrets are given as file:/path or env:NAME only.

                Kafka
                  --kafka.topic  (text; default: required)
                      MATIH_KAFKA_TOPIC
                      Source topic.
                  --kafka.password  (secret; default: none)
                      MATIH_KAFKA_PASSWORD
                      Password of a|b.

                Rest
                  --idle-timeout  (duration; at least 1 s; default: 1 min)
                      MATIH_IDLE_TIMEOUT
                      When a partition is idle.
                  --top  (integer; entries, at most 100; default: 10)
                      MATIH_TOP
                      Entries.
                  --names  (set of texts; default: empty)
                      MATIH_NAMES
                      Names.
                """);
    }
}
