/** Requests over HTTP, with bodies as streams. */
module io.nagare.http {
    requires transitive io.nagare.api;
    requires transitive java.net.http;
    requires static org.jspecify;

    exports io.nagare.http;
    exports io.nagare.http.failure;
}
