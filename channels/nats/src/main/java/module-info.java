/** Channels that reach other machines, on NATS JetStream. */
module io.nagare.nats {
    requires transitive io.nagare.api;
    requires transitive io.nagare.channels;
    requires transitive io.nats.jnats;
    requires static org.jspecify;

    exports io.nagare.nats;
    exports io.nagare.nats.failure;
}
