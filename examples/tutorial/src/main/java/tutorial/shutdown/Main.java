package tutorial.shutdown;

import io.nagare.One;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.process.MainOptions;
import io.nagare.process.MainProgram;
import java.nio.file.Path;
import java.time.Duration;
import tutorial.streams.PublishingRedis;

/** The server as a program: it loads its file, serves until a signal comes, and saves the file. */
public final class Main {

    /** How long clients have to take what is theirs. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] arguments) {
        MainOptions options = MainOptions.defaults().limit(PATIENCE.plusSeconds(5));
        MainProgram.run(arguments, options, Main::program);
    }

    private static One<Void> program(MainProgram main) {
        if (main.arguments().size() != 2) {
            return One.error(() -> new IllegalArgumentException("usage: Main PORT FILE"));
        }
        int port = Integer.parseInt(main.arguments().get(0));
        Saved saved = new Saved(Path.of(main.arguments().get(1)));
        PublishingRedis redis = new PublishingRedis();
        One<Void> serving = Tcp.serveInBackground("127.0.0.1", port, redis::client)
                .doOnNext(server -> System.out.println("listening on " + server.port()))
                .flatMap(server -> main.ending().then(drain(server)));
        return saved.load(redis.commands())
                .doOnNext(count -> System.out.println("keys loaded: " + count))
                .then(serving)
                .then(saved.save(redis.store()))
                .doOnNext(bytes -> System.out.println("bytes saved: " + bytes))
                .then();
    }

    private static One<Void> drain(Server server) {
        System.out.println("ending");
        return server.drain(PATIENCE).doOnNext(cut -> System.out.println("connections cut off: " + cut)).then();
    }
}
