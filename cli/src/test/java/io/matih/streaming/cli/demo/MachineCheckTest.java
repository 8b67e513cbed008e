package io.matih.streaming.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.matih.streaming.cli.Refusal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCheckTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void takenPortIsRefusedWithItsHolderAndTheRemedy() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();

            assertThatThrownBy(() -> MachineCheck.run(directory, List.of(0, port)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("port " + port + " is taken by ")
                    .hasMessageEndingWith("; stop it or add --any-port");
        }
    }

    @Test
    void goodMachineIsDescribedInOneLine() throws Exception {
        assertThat(MachineCheck.run(directory.resolve("new"), List.of(0)))
                .matches("Java \\d+, .*\\d+\\.\\d GB disk free");
    }
}
