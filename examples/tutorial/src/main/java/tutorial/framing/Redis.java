package tutorial.framing;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.codec.Framed;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import java.util.List;
import tutorial.state.Store;

/** A server of your own that Redis's clients understand. */
public final class Redis {

    private final Commands commands;

    public Redis(Commands commands) {
        this.commands = commands;
    }

    /** Serves one client: a reply for each request, in their order. */
    public One<Void> client(Connection peer) {
        Framed<List<String>, Reply> messages = peer.framed(Resp.CODEC);
        Many<Reply> replies = messages.read().map(commands::run).onErrorResume(Resp::lastWord);
        return messages.writeAndEnd(replies);
    }

    public One<Void> serve(int port, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, this::client, options);
    }

    public static void main(String[] arguments) {
        ServeOptions options = ServeOptions.defaults()
                .onListening(server -> System.out.println("listening on " + server.port()));
        new Redis(new Commands(new Store())).serve(7000, options).block();
    }
}
