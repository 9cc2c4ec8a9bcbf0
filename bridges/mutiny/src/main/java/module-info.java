/** Streams to and from Mutiny, with their context, and an executor on a runtime. */
module io.nagare.mutiny {
    requires transitive io.nagare.api;
    requires transitive io.smallrye.mutiny;
    requires static org.jspecify;

    exports io.nagare.mutiny;
}
