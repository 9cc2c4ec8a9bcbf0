/** Spans over streams, and their context on each thread that runs them. */
module io.nagare.opentelemetry {
    requires transitive io.nagare.api;
    requires transitive io.opentelemetry.api;
    requires transitive io.opentelemetry.context;
    requires static org.jspecify;

    exports io.nagare.opentelemetry;
}
