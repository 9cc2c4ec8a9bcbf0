package tutorial.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.failure.FrameTooLongException;
import io.nagare.failure.MalformedFrameException;
import io.nagare.failure.UnexpectedEndException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutorial.Listening;
import tutorial.Page;
import tutorial.Printed;
import tutorial.RedisCli;
import tutorial.hello.Hello;
import tutorial.state.Store;

class FramingTest {

    private static final String[] COMMANDS = {
        "PING", "SET name Ada", "GET name", "GET nobody", "INCR visits", "INCR visits", "INCR name", "GET", "DANCE now"
    };

    private final Listening listening = new Listening();
    private Task<Void> serving;

    @BeforeEach
    void serve() {
        serving = Nagare.current().spawn(new Redis(new Commands(new Store())).serve(0, listening.options()));
    }

    @AfterEach
    void end() {
        serving.abort();
    }

    @Test
    void theServerAnswersAsThePageSays() throws Exception {
        assertEquals(
                List.of(
                        "listening on 7000\n",
                        Printed.by(Hello::main, Integer.toString(listening.port())),
                        RedisCli.session(listening.port(), COMMANDS)),
                Page.of("06-framing.md").blocks("text"));
    }

    @Test
    void redisCliShowsTheSame() throws Exception {
        assumeTrue(hasRedisCli(), "redis-cli is not installed");
        StringBuilder shown = new StringBuilder();
        for (String command : COMMANDS) {
            shown.append("127.0.0.1:7000> ").append(command).append('\n').append(redisCli(command));
        }
        // It puts an empty line behind an error when it was given one command.
        assertEquals(
                Page.of("06-framing.md").blocks("text").get(2), shown.toString().replace("\n\n", "\n"));
    }

    private static boolean hasRedisCli() throws InterruptedException {
        try {
            return new ProcessBuilder("redis-cli", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private String redisCli(String command) throws Exception {
        List<String> line = new ArrayList<>(List.of("redis-cli", "--no-raw", "-p", "" + listening.port()));
        line.addAll(List.of(command.split(" ")));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String answer(byte[] sent) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listening.port())) {
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aClientThatSpeaksNonsenseIsToldSo() throws Exception {
        assertEquals(
                "-ERR Protocol error: expected '*'\r\n", answer("PING\r\n".getBytes(StandardCharsets.UTF_8)));
        String noText = answer("*1\r\n$1\r\n\u00FF\r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(noText.startsWith("-ERR Protocol error: ") && noText.endsWith("\r\n"), noText);
    }

    @Test
    void aWordOfARequestIsNoReplyOfItsOwn() throws Exception {
        String request = "*1\r\n$6\r\na\r\n+OK\r\n*1\r\n$4\r\nPING\r\n";
        assertEquals(
                "-ERR unknown command 'a  +OK'\r\n+PONG\r\n", answer(request.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<List<String>> read(int pieces, String text) {
        Bytes bytes = Bytes.utf8(text);
        Many<Bytes> parts = Many.range(0, (bytes.length() + pieces - 1) / pieces)
                .map(i -> bytes.slice(i * pieces, Math.min(bytes.length(), (i + 1) * pieces)));
        return Resp.CODEC.decode(parts).collectList().block();
    }

    @Test
    void aRequestMayComeInPieces() {
        String text = "*2\r\n$3\r\nGET\r\n$4\r\nname\r\n*1\r\n$4\r\nPING\r\n";
        for (int pieces = 1; pieces <= text.length(); pieces++) {
            assertEquals(List.of(List.of("GET", "name"), List.of("PING")), read(pieces, text));
        }
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThrows(MalformedFrameException.class, () -> read(1, "PING\r\n"));
        assertThrows(MalformedFrameException.class, () -> read(1, "*x\r\n"));
        assertThrows(MalformedFrameException.class, () -> read(1, "*99999999999\r\n"));
        assertThrows(MalformedFrameException.class, () -> read(1, "*1\r\n$1\r\nabc"));
        assertThrows(FrameTooLongException.class, () -> read(1, "*1\r\n$65600\r\n"));
        assertThrows(UnexpectedEndException.class, () -> read(1, "*1\r\n$4\r\nPI"));
    }
}
