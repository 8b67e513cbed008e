package io.matih.streaming.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one broker that all test classes of a run share. */
final class SharedTestCluster implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(TestCluster.class);
    }

    @Override
    public TestCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedTestCluster.class))
                .getOrComputeIfAbsent(Running.class)
                .cluster;
    }

    private static final class Running implements ExtensionContext.Store.CloseableResource {

        private final Path directory;
        private final TestCluster cluster;

        Running() throws IOException {
            directory = Files.createTempDirectory("kafka");
            cluster = new TestCluster(directory);
        }

        @Override
        public void close() throws IOException {
            cluster.close();
            FileUtils.deleteDirectory(directory.toFile());
        }
    }
}
