package consumer;

import io.nagare.Bytes;
import io.nagare.net.Server;
import io.nagare.net.Tcp;

/** Sends a line to an echo server, and prints what comes back. */
public final class Answered {

    private Answered() {}

    public static void main(String[] arguments) {
        if (!Answered.class.getModule().isNamed()) {
            throw new IllegalStateException("this is not run as a module");
        }
        Server server = Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read()))
                .block();
        String answer = Tcp.connecting(
                        "127.0.0.1",
                        server.port(),
                        peer -> peer.writeAndEnd(Bytes.utf8("echoed")).thenMany(peer.read()))
                .reduce("", (text, bytes) -> text + bytes.utf8())
                .block();
        System.out.println(answer);
    }
}
