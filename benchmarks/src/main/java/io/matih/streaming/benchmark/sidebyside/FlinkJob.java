package io.matih.streaming.benchmark.sidebyside;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that can be measured: puts itself into an environment and executes nothing. */
@FunctionalInterface
interface FlinkJob {

    void define(StreamExecutionEnvironment environment, RunSettings settings);
}
