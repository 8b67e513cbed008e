package io.matih.streaming.benchmark.sidebyside;

import java.util.List;

/** Who is measured. */
@SuppressWarnings("ImmutableEnumChecker") // lists that are never changed
enum Contender {
    OUR_JOB("%s job", TunedJvm.FLAGS) {
        @Override
        Measurement measure(RunSettings settings) throws Exception {
            return new FlinkRun(settings).measure(OurJob::define);
        }
    },
    SQL_GROUP_BY("Flink SQL, GROUP BY TUMBLE, defaults", List.of("-XX:+UseG1GC")) {
        @Override
        Measurement measure(RunSettings settings) throws Exception {
            return new FlinkRun(settings).measure(SqlJob::defineAsUsual);
        }
    },
    SQL_WINDOW_FUNCTION("Flink SQL, TUMBLE function, defaults", List.of("-XX:+UseG1GC")) {
        @Override
        Measurement measure(RunSettings settings) throws Exception {
            return new FlinkRun(settings).measure(SqlJob::defineWindowFunction);
        }
    },
    SQL_TUNED("Flink SQL, TUMBLE function, tuned", TunedJvm.FLAGS) {
        @Override
        Measurement measure(RunSettings settings) throws Exception {
            return new FlinkRun(settings).measure(SqlJob::defineTuned);
        }
    },
    KAFKA_SOURCE("KafkaSource, discarded", TunedJvm.FLAGS) {
        @Override
        Measurement measure(RunSettings settings) throws Exception {
            return new FlinkRun(settings).measureReading(DiscardJob::define);
        }

        @Override
        boolean writesRows() {
            return false;
        }
    },
    KAFKA_CONSUMER("KafkaConsumer that only polls", TunedJvm.FLAGS) {
        @Override
        Measurement measure(RunSettings settings) throws Exception {
            return new PollingRun(settings).measure();
        }

        @Override
        boolean writesRows() {
            return false;
        }
    };

    private final String label;
    private final List<String> jvmFlags;

    Contender(String label, List<String> jvmFlags) {
        this.label = label;
        this.jvmFlags = jvmFlags;
    }

    /** Reads the whole topic in this process. */
    abstract Measurement measure(RunSettings settings) throws Exception;

    /** Whether there is a {@link ResultTable} afterwards. */
    boolean writesRows() {
        return true;
    }

    String label(MeasuredStream stream) {
        return label.formatted(stream);
    }

    /** Whether it runs with the settings of {@code deploy/base/flink.yaml}. */
    boolean isTuned() {
        return jvmFlags == TunedJvm.FLAGS;
    }

    /** What only this contender's JVM is started with. */
    List<String> jvmFlags() {
        return jvmFlags;
    }
}
