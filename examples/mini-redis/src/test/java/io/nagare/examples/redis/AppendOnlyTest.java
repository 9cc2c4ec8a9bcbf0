package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.examples.redis.client.MiniRedisClient;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import io.nagare.policy.TimeSource;
import io.nagare.testing.VirtualRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds again when it has ended, in whatever way. */
class AppendOnlyTest {

    @TempDir
    Path directory;

    private final List<String> log = new CopyOnWriteArrayList<>();

    private RunningRedis start(Path file) throws Exception {
        return new RunningRedis(MiniRedis.Settings.defaults().appendOnly(file, log::add), options -> options);
    }

    private static List<Value> call(int port, String... commands) {
        return MiniRedisClient.connecting("127.0.0.1", port, redis -> Many.just(commands)
                        .concatMap(command -> redis.call(Request.of(command.split(" ")))))
                .collectList()
                .block();
    }

    @Test
    void everythingIsThereAfterARestart() throws Exception {
        Path file = directory.resolve("all.aof");
        String[] looks = {"GET a", "GET n", "LRANGE l 0 -1", "HGETALL h", "TTL t", "GET t", "EXISTS gone", "DBSIZE"};
        List<Value> before;
        try (RunningRedis redis = start(file)) {
            call(redis.port(), "SET a 1", "SET a 2", "INCRBY n 5", "INCR n", "RPUSH l a b c", "LPOP l", "HSET h f v",
                    "SET t x EX 1000", "EXPIRE t 500", "SET gone 1", "EXPIRE gone 0", "MULTI", "APPEND a 3",
                    "LPUSH l z", "EXEC", "SET a no NX", "LPUSH a wrong");
            before = call(redis.port(), looks);
            redis.end();
        }
        for (int i = 0; i < 2; i++) {
            try (RunningRedis redis = start(file)) {
                assertEquals(before, call(redis.port(), looks));
                redis.end();
            }
        }
        assertTrue(log.contains("loaded 13 commands from " + file), log.toString());
    }

    @Test
    void saveMeansThatItIsInTheFile() throws Exception {
        Path file = directory.resolve("saved.aof");
        try (RunningRedis redis = start(file)) {
            assertEquals(List.of(Value.OK, Value.OK), call(redis.port(), "SET a 1", "SAVE"));
            assertTrue(Files.readString(file).endsWith("$1\r\na\r\n$1\r\n1\r\n"));
            assertEquals(List.of(Value.OK, Value.OK), call(redis.port(), "SET b 2", "SAVE"));
            assertTrue(Files.readString(file).endsWith("$1\r\nb\r\n$1\r\n2\r\n"));
        }
    }

    @Test
    void withoutAFileNothingCanBeSaved() throws Exception {
        try (RunningRedis redis = new RunningRedis()) {
            assertEquals(
                    List.of(new Value.Failure("ERR there is no file to save to; start with --append-only FILE")),
                    call(redis.port(), "SAVE"));
        }
    }

    private static String resp(String command) {
        String[] words = command.split(" ");
        StringBuilder bytes = new StringBuilder("*" + words.length + "\r\n");
        Arrays.stream(words).forEach(word -> bytes.append("$" + word.length() + "\r\n" + word + "\r\n"));
        return bytes.toString();
    }

    /** Loads a file in virtual time, and returns what it has made. */
    private List<Value> load(Path file) throws Exception {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            TimeSource time = runtime.time();
            MiniRedis redis = MiniRedis.of(time, MiniRedis.Settings.defaults());
            log.clear();
            runtime.blockOn(new Replay(new Journal(file), redis, log::add).run());
            List<Value> all = new ArrayList<>();
            redis.database().look(store ->
                    Snapshot.of(store).forEach(request -> all.add(Value.of(request.toString()))));
            return all;
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsLoadedUpToItsLastWholeCommand() throws Exception {
        List<String> commands = List.of("SET a 1", "INCR a", "MULTI", "INCR a", "INCR a", "EXEC", "APPEND a 0");
        // What the key holds after so many whole commands.
        List<String> states = List.of("", "1", "2", "2", "2", "2", "4", "40");
        StringBuilder all = new StringBuilder();
        List<Integer> ends = new ArrayList<>(List.of(0));
        for (String command : commands) {
            all.append(resp(command));
            ends.add(all.length());
        }
        for (int cut = 0; cut <= all.length(); cut++) {
            Path file = directory.resolve("cut" + cut);
            Files.writeString(file, all.substring(0, cut), StandardCharsets.ISO_8859_1);
            int end = cut;
            int whole = (int) ends.stream().filter(at -> at <= end).count() - 1;
            String state = states.get(whole);
            List<Value> expected = state.isEmpty() ? List.of() : List.of(Value.of("SET a " + state));
            assertEquals(expected, load(file), "cut at " + cut);
            boolean inTransaction = whole >= 3 && whole < 6;
            boolean saysSo = log.stream().anyMatch(line -> line.contains("is cut off"));
            assertEquals(inTransaction || !ends.contains(cut), saysSo, "cut at " + cut + ": " + log);
            // What was left out is no longer in the file, so that new commands do not follow half a command.
            assertEquals(expected, load(file), "again, cut at " + cut);
            assertFalse(log.stream().anyMatch(line -> line.contains("is cut off")), log::toString);
        }
    }

    @Test
    void aFileThatIsNoAppendOnlyFileIsRefusedAndStaysAsItIs() throws Exception {
        for (String content : List.of("*1\r\n:1\r\n", "GET a\r\n", "NONSENSE\r\n", resp("SET a b") + "INCR a\r\n")) {
            Path file = Files.writeString(directory.resolve("strange"), content);
            Exception refused = assertThrows(Exception.class, () -> load(file));
            assertTrue(String.valueOf(refused).contains("strange is no append-only file"), refused::toString);
            assertEquals(content, Files.readString(file));
        }
    }

    @Test
    void aMillionBytesAndManyKeysSurvive() throws Exception {
        Path file = directory.resolve("many.aof");
        String large = "x".repeat(1_000_000);
        try (RunningRedis redis = start(file)) {
            MiniRedisClient.connecting("127.0.0.1", redis.port(), client -> Many.range(0, 20_000)
                            .flatMap(i -> client.set("key" + i, Bytes.utf8("value" + i)))
                            .then(client.set("large", large)))
                    .then()
                    .block();
            redis.end();
        }
        try (RunningRedis redis = start(file)) {
            assertEquals(
                    List.of(Value.of(20_001), Value.of("value19999"), Value.of(large)),
                    call(redis.port(), "DBSIZE", "GET key19999", "GET large"));
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(
                    List.of(file, directory.resolve("many.aof.lock")), left.sorted().toList());
        }
    }
}
