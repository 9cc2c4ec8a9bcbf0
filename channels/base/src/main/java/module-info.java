/** What channels that reach other machines have in common. */
@SuppressWarnings("module") // the modules below are built after this one
module io.nagare.channels {
    requires transitive io.nagare.api;
    requires static org.jspecify;

    exports io.nagare.channels;

    // How such channels are made. Not for programs.
    exports io.nagare.channels.base to
            io.nagare.nats,
            io.nagare.redis;
}
