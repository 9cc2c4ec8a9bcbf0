/** Channels that reach other machines, on Redis Streams. */
module io.nagare.redis {
    requires transitive io.nagare.api;
    requires transitive io.nagare.channels;
    requires transitive lettuce.core;
    requires static org.jspecify;

    exports io.nagare.redis;
    exports io.nagare.redis.failure;
}
