package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code redis-cli} shows the same of this server and of Redis. */
class RedisCliTest {

    private static final String SESSION =
            """
            PING
            PING hello
            ECHO "two words"
            SET a 1 EX 100
            TTL a
            GET a
            SET a 2 KEEPTTL
            TTL a
            SET a 3 NX
            SET a 3 XX GET
            SET b x NX XX
            SET b x EX 0
            SET b x EX 1 PX 1
            SET b x EX nine
            SET b x EX 9223372036854775807
            SET b x WHAT
            SET list x
            APPEND list y
            STRLEN list
            LPUSH list a
            DEL list nothing
            RPUSH list a b c d e
            LPUSH list z
            LRANGE list 0 -1
            LRANGE list -3 -2
            LRANGE list 4 2
            LRANGE list x 2
            LPOP list
            RPOP list 2
            LPOP list 0
            LPOP list -1
            LPOP nothing
            LPOP nothing 2
            LLEN list
            GET list
            INCR list
            TYPE list
            TYPE a
            TYPE nothing
            HSET h f 1 g 2
            HSET h f 3 i
            HSET h f 3
            HGET h f
            HGET h nothing
            HGETALL h
            HGETALL nothing
            HDEL h f g nothing
            HLEN h
            EXISTS h a a
            SET n 9223372036854775806
            INCR n
            INCR n
            DECRBY n -9223372036854775808
            INCRBY n 1.5
            SET n " 1"
            INCR n
            DECR fresh
            MSET k1 1 k2 2
            MSET k1 1 k2
            MGET k1 list k2 nothing
            PERSIST a
            PERSIST a
            TTL a
            PEXPIRE a 100000 GT
            PEXPIRE a 100000 LT
            PTTL nothing
            EXPIRE a 10 NX XX
            EXPIRE a 10 SOON
            EXPIRE a -1
            EXISTS a
            SELECT 0
            SELECT 20
            MULTI
            SET t 1
            INCR t
            LPUSH t x
            EXEC
            MULTI
            NONSENSE
            EXEC
            EXEC
            DISCARD
            MULTI
            MULTI
            SET t 5
            DISCARD
            GET t
            WATCH t
            SET t 6
            MULTI
            GET t
            EXEC
            UNWATCH
            GET
            GET a b
            NONSENSE with arguments
            CLIENT GETNAME
            CLIENT SETNAME me
            CLIENT GETNAME
            CLIENT SETNAME "not me"
            PUBLISH nowhere message
            CONFIG GET appendonly
            DBSIZE
            FLUSHALL WHENEVER
            FLUSHALL
            DBSIZE
            KEYS *
            RESET
            PING
            """;

    @ParameterizedTest
    @ValueSource(strings = {"-2", "-3"})
    void theSameIsShown(String protocol) throws Exception {
        RealRedis.assumeInstalled("redis-cli");
        try (RealRedis real = new RealRedis();
                RunningRedis mini = new RunningRedis()) {
            assertEquals(show(real.port(), protocol), show(mini.port(), protocol));
        }
    }

    private static String show(int port, String protocol) throws Exception {
        return RealRedis.cli(List.of("-p", Integer.toString(port), protocol, "--no-raw"), SESSION);
    }
}
