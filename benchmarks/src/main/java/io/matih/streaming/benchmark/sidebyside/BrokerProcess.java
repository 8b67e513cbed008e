package io.matih.streaming.benchmark.sidebyside;

import io.matih.streaming.servers.kafka.EmbeddedKafka;
import java.io.OutputStream;
import java.nio.file.Path;

/** The broker's process: prints its address and runs until its standard input ends. */
final class BrokerProcess {

    static final String MARK = "broker ";

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedKafka kafka =
                EmbeddedKafka.in(Path.of(arguments[0])).port(0).start()) {
            System.out.println(MARK + kafka.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
