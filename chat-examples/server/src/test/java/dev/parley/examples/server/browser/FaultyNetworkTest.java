package dev.parley.examples.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyNetworkTest {

    private ServerSocket server;
    private FaultyNetwork network;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        network = new FaultyNetwork(URI.create("http://127.0.0.1:" + server.getLocalPort()));
        client = client();
        accepted = server.accept();
        accepted.setSoTimeout(30_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        network.close();
        server.close();
    }

    private Socket client() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), network.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Test
    void passesBothWays() throws IOException {
        write(client, "there");
        assertThat(read(accepted, 5)).isEqualTo("there");
        write(accepted, "back");
        assertThat(read(client, 4)).isEqualTo("back");
    }

    @Test
    void silenceHoldsBackAndTellsNobody() throws IOException {
        network.silence();
        write(client, "there");
        accepted.setSoTimeout(100);
        InputStream in = accepted.getInputStream();
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        network.restore();
        accepted.setSoTimeout(30_000);
        assertThat(read(accepted, 5)).isEqualTo("there");
    }

    @Test
    void aCutResetsBothSidesAndWhoTriesAgain() throws IOException {
        network.cut();
        InputStream here = client.getInputStream();
        InputStream there = accepted.getInputStream();
        assertThatThrownBy(here::read).isInstanceOf(SocketException.class);
        assertThatThrownBy(there::read).isInstanceOf(SocketException.class);
        try (Socket again = client()) {
            InputStream in = again.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void theAnswerToOneRequestIsCut() throws IOException {
        network.cutAnswersTo("POST /x", 1);
        write(client, "GET /x");
        assertThat(read(accepted, 6)).isEqualTo("GET /x");
        write(accepted, "ok");
        assertThat(read(client, 2)).isEqualTo("ok");
        write(client, "POST /x/y");
        assertThat(read(accepted, 9)).isEqualTo("POST /x/y");
        write(accepted, "never comes");
        InputStream in = client.getInputStream();
        assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
        Awaitility.await().until(network::hasCut);
    }

    @Test
    void fromOneRequestOnEverythingIsCut() throws IOException {
        try (Socket other = client();
                Socket otherAccepted = server.accept()) {
            network.cutFrom("POST /[a-z] ");
            write(client, "POST /x HTTP/1.1");
            assertThat(read(accepted, 16)).isEqualTo("POST /x HTTP/1.1");
            write(accepted, "never comes");
            InputStream in = other.getInputStream();
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
            assertThat(otherAccepted.isConnected()).isTrue();
        }
    }
}
