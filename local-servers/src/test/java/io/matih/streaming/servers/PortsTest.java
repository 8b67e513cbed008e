package io.matih.streaming.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void takenPortIsNotFreeAndItsHolderIsThisProcess() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();

            assertThat(Ports.isFree(port)).isFalse();
            assertThat(PortHolder.of(port))
                    .isEqualTo(new PortHolder(ProcessHandle.current().pid(), "java"));
            assertThatThrownBy(() -> Ports.requireFree(port))
                    .hasMessage("port " + port + " is taken by java (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void portOfAClosedSocketIsFree() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = socket.getLocalPort();
        socket.close();

        assertThat(Ports.isFree(port)).isTrue();
        assertThatCode(() -> Ports.requireFree(port)).doesNotThrowAnyException();
    }

    @Test
    void holderOfAPortWithoutListenerIsUnknown() {
        int port = Ports.free();

        assertThat(Ports.takenMessage(port)).isEqualTo("port " + port + " is taken by another process");
    }
}
