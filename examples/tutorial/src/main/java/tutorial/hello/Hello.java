package tutorial.hello;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.examples.redis.client.MiniRedisClient;

/** Stores a greeting on a server, and reads it again. */
public final class Hello {

    private Hello() {}

    public static void main(String[] arguments) {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6379;
        One<String> greeting = MiniRedisClient.connecting("127.0.0.1", port, redis ->
                        redis.set("greeting", "hello").then(redis.get("greeting")))
                .next()
                .map(Bytes::utf8);
        System.out.println("nothing has happened yet");
        System.out.println("the server says: " + greeting.block());
    }
}
