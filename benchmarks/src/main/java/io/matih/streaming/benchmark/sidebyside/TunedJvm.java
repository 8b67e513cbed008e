package io.matih.streaming.benchmark.sidebyside;

import java.util.List;

/** The JVM flags of our TaskManagers, as in {@code deploy/base/flink.yaml}, for the contenders that are to have the same. */
final class TunedJvm {

    static final List<String> FLAGS = List.of(
            "-XX:+UseParallelGC",
            "-XX:NewRatio=1",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private TunedJvm() {}
}
