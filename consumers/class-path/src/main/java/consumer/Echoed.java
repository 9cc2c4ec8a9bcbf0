package consumer;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.fs.AsyncFile;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Flux;

/** Sends a file to an echo server, and prints what comes back through a stream of Reactor. */
public final class Echoed {

    private Echoed() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("consumer", ".txt");
        try (Nagare nagare = Nagare.multiThread().name("consumer").start()) {
            Files.writeString(file, "echoed");
            Server server = nagare.blockOn(
                    Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())));
            var answer = Tcp.connecting(
                    "127.0.0.1",
                    server.port(),
                    peer -> peer.writeAndEnd(AsyncFile.read(file)).thenMany(peer.read()));
            String text = Flux.from(answer).map(Bytes::utf8).reduce("", String::concat).block();
            System.out.println(text);
        } finally {
            Files.delete(file);
        }
    }
}
