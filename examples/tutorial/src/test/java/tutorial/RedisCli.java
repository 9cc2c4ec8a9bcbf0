package tutorial;

import io.nagare.Many;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import java.util.ArrayList;
import java.util.List;

/** Types commands and shows the answers as redis-cli does, which not every machine has. */
public final class RedisCli {

    private RedisCli() {}

    /** Returns what a terminal shows in the end. */
    public static String session(int port, String... commands) {
        List<String> shown = MiniRedisClient.connecting("127.0.0.1", port, redis -> Many.just(commands)
                        .concatMap(command -> redis.call(Request.of(command.split(" ")))
                                .map(answer -> "127.0.0.1:7000> " + command + "\n" + show(answer))))
                .collectList()
                .block();
        return String.join("", shown);
    }

    /** Returns the lines of an answer. */
    public static String show(Value value) {
        if (value instanceof Value.Array array) {
            List<String> lines = new ArrayList<>();
            array.values().forEach(part -> lines.add((lines.size() + 1) + ") " + show(part)));
            return String.join("", lines);
        }
        return line(value) + "\n";
    }

    private static String line(Value value) {
        if (value instanceof Value.Simple simple) {
            return simple.text();
        }
        if (value instanceof Value.Failure failure) {
            return "(error) " + failure.text();
        }
        if (value instanceof Value.Whole whole) {
            return "(integer) " + whole.number();
        }
        return value instanceof Value.Bulk bulk ? '"' + bulk.string().utf8() + '"' : "(nil)";
    }
}
