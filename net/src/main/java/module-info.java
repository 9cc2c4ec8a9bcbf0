/** Sockets as streams of bytes. */
module io.nagare.net {
    requires transitive io.nagare.api;
    requires jdk.net;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.nagare.net;
    exports io.nagare.net.udp;
    exports io.nagare.net.tls;
}
