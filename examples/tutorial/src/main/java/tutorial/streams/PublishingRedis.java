package tutorial.streams;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.codec.Framed;
import io.nagare.net.Connection;
import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;
import io.nagare.sync.CancellationToken;
import java.util.List;
import tutorial.framing.Commands;
import tutorial.framing.Reply;
import tutorial.framing.Resp;
import tutorial.state.Store;
import tutorial.together.Expiry;

/** The server, with keys that expire, and with messages. */
public final class PublishingRedis {

    private final Store store = new Store();
    private final Commands commands = new Commands(store);
    private final Topics topics = new Topics();

    public PublishingRedis() {
        new Expiry(store).addTo(commands);
        topics.addTo(commands);
    }

    /** Serves one client: replies to its requests, and messages of the topics that it has named. */
    public One<Void> client(Connection peer) {
        Framed<List<String>, Reply> messages = peer.framed(Resp.CODEC);
        Mpsc<String> wanted = Mpsc.bounded(16);
        CancellationToken gone = CancellationToken.create();
        Many<Reply> replies = messages.read()
                .takeUntil(peer.draining())
                .concatMap(words -> isSubscribe(words) ? subscribe(words, wanted) : One.just(commands.run(words)))
                .onErrorResume(Resp::lastWord)
                .doFinally(end -> gone.cancel());
        Many<Reply> heard = wanted.receiver()
                .index()
                .flatMap(topic -> topics.subscribe(topic.item(), topic.index() + 1))
                .takeUntil(gone.cancelled());
        return messages.writeAndEnd(Many.merge(replies, heard));
    }

    private static boolean isSubscribe(List<String> words) {
        return words.size() > 1 && words.get(0).equalsIgnoreCase("SUBSCRIBE");
    }

    /** Names the topics to the other half of the client. What follows comes from there. */
    private static Many<Reply> subscribe(List<String> words, Mpsc<String> wanted) {
        return Many.fromIterable(words).skip(1).sendTo(wanted).thenMany(Many.empty());
    }

    public One<Void> serve(int port, ServeOptions options) {
        return Tcp.serve("127.0.0.1", port, this::client, options);
    }

    public Store store() {
        return store;
    }

    public Commands commands() {
        return commands;
    }

    public static void main(String[] arguments) {
        ServeOptions options = ServeOptions.defaults()
                .onListening(server -> System.out.println("listening on " + server.port()));
        new PublishingRedis().serve(7000, options).block();
    }
}
