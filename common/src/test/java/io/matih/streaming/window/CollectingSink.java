package io.matih.streaming.window;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what reaches it; a sink is serialized on its way to the tasks, so its contents stay behind under a name. */
public final class CollectingSink implements Sink<String> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Queue<String>> CONTENTS = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    public CollectingSink() {
        CONTENTS.put(name, new ConcurrentLinkedQueue<>());
    }

    /** What reached it; may be asked once. */
    public List<String> taken() {
        return List.copyOf(Objects.requireNonNull(CONTENTS.remove(name)));
    }

    @Override
    @Deprecated
    public SinkWriter<String> createWriter(InitContext context) {
        return new CollectingWriter(name);
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
        return new CollectingWriter(name);
    }

    private record CollectingWriter(String name) implements SinkWriter<String> {

        @Override
        public void write(String element, Context context) {
            Objects.requireNonNull(CONTENTS.get(name)).add(element);
        }

        @Override
        public void flush(boolean endOfInput) {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
