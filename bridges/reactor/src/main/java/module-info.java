/** Streams to and from Project Reactor, with their context, and a scheduler on a runtime. */
module io.nagare.reactor {
    requires transitive io.nagare.api;
    requires transitive reactor.core;
    requires static org.jspecify;

    exports io.nagare.reactor;
}
