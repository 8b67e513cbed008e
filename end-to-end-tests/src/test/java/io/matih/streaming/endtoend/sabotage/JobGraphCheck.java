package io.matih.streaming.endtoend.sabotage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The uids under which state is found again are those that are checked in. */
record JobGraphCheck(Map<String, String> options, Path directory) implements ProductCheck {

    @Override
    public List<String> problems(ProductClasses product) throws Exception {
        List<String> uids;
        try {
            uids = DefinedJob.of(product, options, directory, JobGraphCheck::uids);
        } catch (IllegalStateException refused) {
            return List.of("refused: " + refused.getMessage());
        }
        List<String> released = released();
        List<String> problems = new ArrayList<>();
        new TreeSet<>(released)
                .stream().filter(uid -> !uids.contains(uid)).forEach(uid -> problems.add("uid gone: " + uid));
        new TreeSet<>(uids)
                .stream().filter(uid -> !released.contains(uid)).forEach(uid -> problems.add("uid new: " + uid));
        return problems;
    }

    private static List<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
    }

    private static List<String> released() throws Exception {
        try (InputStream file = Objects.requireNonNull(JobGraphCheck.class.getResourceAsStream("/uids/llm-ops.txt"))) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
