package io.matih.streaming.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.matih.streaming.options.Option;
import io.matih.streaming.options.OptionGroup;
import io.matih.streaming.options.OptionSet;
import io.matih.streaming.options.Settings;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamingJobITCase {

    private static final Option<String> WORD = Option.text("word").required().describedAs("Word.");
    private static final OptionSet OPTIONS = OptionSet.of(OptionGroup.of("Words", WORD));
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(2)
                    .build());

    @Test
    void severalJobsRunBesideEachOtherInOneProcessWithSettingsOfTheirOwn() throws Exception {
        JobClient first = start("first", "one");
        JobClient second = start("second", "two");

        first.getJobExecutionResult().get(60, TimeUnit.SECONDS);
        second.getJobExecutionResult().get(60, TimeUnit.SECONDS);

        assertThat(SEEN).containsExactlyInAnyOrder("one", "two");
    }

    private static JobClient start(String name, String word) throws Exception {
        StreamingJob job = new StreamingJob(name, OPTIONS, StreamingJobITCase::define);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        return job.start(environment, Settings.parse(OPTIONS, Map.of(), List.of("--word=" + word)));
    }

    private static void define(StreamExecutionEnvironment environment, Settings settings) {
        environment
                .fromData(settings.of(WORD))
                .uid("word-source")
                .map(StreamingJobITCase::remember)
                .uid("word-remember")
                .sinkTo(new DiscardingSink<>())
                .uid("word-discard");
    }

    private static String remember(String word) {
        SEEN.add(word);
        return word;
    }
}
