package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 100;

    private ServerSocket echo;
    private FaultyProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::serve);
        proxy = FaultyProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                daemon(() -> echoAll(socket));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private static void echoAll(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void carriesBothWaysAndPassesOnTheEnd() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        long until = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (proxy.connections() > 0 && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(proxy.connections()).isZero();
    }

    @Test
    void withoutAnswersWhatIsAskedStillComes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FaultyProxy oneWay = FaultyProxy.to("127.0.0.1", server.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), oneWay.port());
                Socket served = server.accept()) {
            oneWay.pauseAnswers();
            client.getOutputStream().write('a');
            assertThat(served.getInputStream().read()).isEqualTo('a');
            served.getOutputStream().write('b');
            assertSilent(client);
            oneWay.heal();
            assertThat(client.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void aPauseHoldsEverythingAndThenLetsItThrough() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, "a")).isEqualTo("a");
            proxy.pause();
            client.getOutputStream().write('b');
            assertSilent(client);
            try (Socket late = connect()) {
                late.getOutputStream().write('c');
                assertSilent(late);
                proxy.heal();
                assertThat(late.getInputStream().read()).isEqualTo('c');
            }
            assertThat(client.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void aCutResetsWhatIsOpenAndLetsNewOnesThrough() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, "a")).isEqualTo("a");
            proxy.cut();
            assertReset(client);
        }
        try (Socket client = connect()) {
            assertThat(answer(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void refusingResetsNewOnesToo() throws IOException {
        proxy.refuse();
        try (Socket client = connect()) {
            assertReset(client);
        }
        proxy.heal();
        try (Socket client = connect()) {
            assertThat(answer(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void aHalfOpenConnectionStaysMuteForEver() throws IOException {
        try (Socket old = connect()) {
            assertThat(answer(old, "a")).isEqualTo("a");
            proxy.halfOpen();
            try (Socket born = connect()) {
                born.getOutputStream().write('b');
                assertSilent(born);
                proxy.heal();
                born.getOutputStream().write('c');
                assertSilent(born);
            }
            old.getOutputStream().write('d');
            assertSilent(old);
        }
        try (Socket client = connect()) {
            assertThat(answer(client, "e")).isEqualTo("e");
        }
    }

    @Test
    void aSlowLineTakesItsTime() throws IOException {
        proxy.slow(Duration.ofMillis(10), 10_000);
        try (Socket client = connect()) {
            long begin = System.nanoTime();
            assertThat(answer(client, "x".repeat(1_000))).hasSize(1_000);
            // Both directions: 2 x (10 ms + 100 ms).
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(220));
        }
    }

    @Test
    void aLineMayBeSlowByAnotherTimeForEachPiece() throws IOException {
        Duration delay = Duration.ofMillis(100);
        proxy.slow(delay, delay, 1_000_000);
        try (Socket client = connect()) {
            boolean early = false;
            for (int i = 0; i < 100 && !early; i++) {
                long begin = System.nanoTime();
                assertThat(answer(client, "x")).isEqualTo("x");
                early = System.nanoTime() - begin < delay.toNanos();
            }
            assertThat(early).isTrue();
        }
        assertThatThrownBy(() -> proxy.slow(delay, delay.plusNanos(1), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slicesArriveWhole() throws IOException {
        proxy.slice();
        try (Socket client = connect()) {
            assertThat(answer(client, "0123456789")).isEqualTo("0123456789");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String answer(Socket client, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(bytes);
        return new String(client.getInputStream().readNBytes(bytes.length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(PATIENCE_MILLIS);
    }

    private static void assertReset(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        assertThatThrownBy(in::read)
                .isInstanceOf(SocketException.class)
                .isNotInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("reset");
    }
}
