package tutorial.io;

import io.nagare.One;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;

/** A server that sends back what it gets. */
public final class Echo {

    private Echo() {}

    static One<Void> serve(int port, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(peer.read()), options);
    }

    public static void main(String[] arguments) {
        ServeOptions options = ServeOptions.defaults()
                .onListening(server -> System.out.println("listening on " + server.port()));
        serve(7000, options).block();
    }
}
