package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import io.nagare.policy.Flatten;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands, sent by our client in one pipeline, have the same answers from this server and from Redis. */
class DifferentialTest {

    private static final int COMMANDS = 5000;

    /** K stands for a key, N for a number, T for a time, S for a string, F for a field, I for an index. */
    private static final String[] COMMAND_FORMS = {
        "GET K", "SET K S", "SET K N", "SET K S NX", "SET K S XX", "SET K S GET", "SET K S NX GET",
        "SET K S KEEPTTL", "SET K S EX 1000", "SET K S PX T", "SET K S NX XX", "SETT K S", "GET", "SET K",
        "MGET K K K", "MSET K S K N", "MSET K", "DEL K", "DEL K K", "EXISTS K K", "INCR K", "DECR K", "INCRBY K N",
        "DECRBY K N", "INCRBY K S", "EXPIRE K 1000", "EXPIRE K 0", "EXPIRE K T", "EXPIRE K 1000 NX",
        "EXPIREAT K 4000000000", "EXPIREAT K 4100000000 GT", "EXPIREAT K 3000000000 LT", "EXPIRE K 500 GT LT",
        "TTL K", "PERSIST K", "APPEND K S", "STRLEN K",
        "TYPE K", "LPUSH K S", "LPUSH K S N S", "RPUSH K S S", "LPOP K", "RPOP K", "LPOP K I", "RPOP K 2", "LLEN K",
        "LRANGE K I I", "LRANGE K 0 -1", "HSET K F S", "HSET K F S F N", "HSET K F", "HGET K F", "HDEL K F F",
        "HGETALL K", "HLEN K", "MULTI", "EXEC", "DISCARD", "WATCH K", "UNWATCH", "PING", "PING S", "ECHO S", "DBSIZE",
        "PUBLISH S S", "SELECT 0", "SELECT 20", "SELECT 99999999999", "SELECT S",
        "FLUSHALL SYNC", "CLIENT GETNAME", "NONSENSE S"
    };

    private static final String[] NUMBERS = {
        "0", "1", "-1", "42", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "01", "1.5"
    };

    /** None of them is over while the test runs, or is so late that it does not matter. */
    private static final String[] TIMES = {"0", "-1", "1000000", "9223372036854775807", "9223372036854775808", "x"};

    private static final String[] STRINGS = {"", "a", "word", "two words", "\r\n", "*1\r\n", "\u00e9\u4e2d", "[a]*?"};

    private static List<Request> commands(Random random) {
        List<Request> commands = new ArrayList<>(List.of(Request.of("FLUSHALL")));
        for (int i = 0; i < COMMANDS; i++) {
            String[] words = COMMAND_FORMS[random.nextInt(COMMAND_FORMS.length)].split(" ");
            if (words[0].equals("FLUSHALL") && random.nextInt(10) > 0) {
                continue;
            }
            for (int j = 1; j < words.length; j++) {
                words[j] = switch (words[j]) {
                    case "K" -> "key" + random.nextInt(8);
                    case "F" -> "field" + random.nextInt(4);
                    case "I" -> Integer.toString(random.nextInt(9) - 4);
                    case "N" -> NUMBERS[random.nextInt(NUMBERS.length)];
                    case "T" -> TIMES[random.nextInt(TIMES.length)];
                    case "S" -> STRINGS[random.nextInt(STRINGS.length)];
                    default -> words[j];
                };
            }
            commands.add(Request.of(words));
        }
        return commands;
    }

    private static List<Value> answers(int port, List<Request> commands, boolean newProtocol) {
        return MiniRedisClient.connecting("127.0.0.1", port, redis -> redis.call(
                                newProtocol ? Request.of("HELLO", "3") : Request.of("PING"))
                        .thenMany(Many.fromIterable(commands)
                                .flatMap(redis::call, Flatten.concurrency(64).ordered())))
                .collectList()
                .block();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void answersAreThoseOfRedis(long seed) throws Exception {
        List<Request> commands = commands(new Random(seed));
        try (RealRedis real = new RealRedis();
                RunningRedis mini = new RunningRedis()) {
            boolean newProtocol = seed % 2 == 0;
            List<Value> expected = answers(real.port(), commands, newProtocol);
            List<Value> actual = answers(mini.port(), commands, newProtocol);
            assertEquals(commands.size(), expected.size());
            for (int i = 0; i < expected.size(); i++) {
                int at = i;
                Value answer = isAboutTheSameTime(commands.get(i), expected.get(i), actual.get(i))
                        ? expected.get(i)
                        : actual.get(i);
                assertEquals(expected.get(i), answer, () -> "seed " + seed + ", command " + at + ": "
                        + commands.subList(Math.max(0, at - 5), at + 1));
            }
            assertEquals(List.of(), mini.unseen());
        }
    }

    /** The two servers are asked one after the other, so that what is left of a time differs. */
    private static boolean isAboutTheSameTime(Request request, Value one, Value other) {
        return (request.word(0).equals(Bytes.utf8("TTL")) || request.word(0).equals(Bytes.utf8("EXEC")))
                && isAboutTheSame(one, other);
    }

    private static boolean isAboutTheSame(Value one, Value other) {
        if (one instanceof Value.Array first && other instanceof Value.Array second) {
            return first.values().size() == second.values().size()
                    && IntStream.range(0, first.values().size())
                            .allMatch(i -> isAboutTheSame(first.values().get(i), second.values().get(i)));
        }
        return one.equals(other)
                || one instanceof Value.Whole first
                        && other instanceof Value.Whole second
                        && first.number() > 400
                        && Math.abs(first.number() - second.number()) < 60;
    }
}
