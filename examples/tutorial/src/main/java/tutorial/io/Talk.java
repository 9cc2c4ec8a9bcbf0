package tutorial.io;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.net.Tcp;
import java.time.Duration;
import java.util.List;

/** Sends lines to a server, and prints what comes back. */
public final class Talk {

    private Talk() {}

    static Many<String> talk(int port, List<String> lines) {
        Many<Bytes> bytes = Many.fromIterable(lines).map(line -> Bytes.utf8(line + "\n"));
        return Tcp.connecting("127.0.0.1", port, peer -> Many.merge(
                        peer.writeAndEnd(bytes).thenMany(Many.<String>empty()),
                        peer.read().lines()))
                .timeout(Duration.ofSeconds(5));
    }

    public static void main(String[] arguments) {
        talk(7000, List.of(arguments)).doOnNext(line -> System.out.println("echo: " + line)).then().block();
    }
}
