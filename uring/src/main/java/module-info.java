/** A network on Linux's io_uring. */
module io.nagare.uring {
    requires io.nagare.api;
    requires jdk.net;
    requires static org.jspecify;

    exports io.nagare.uring;
}
