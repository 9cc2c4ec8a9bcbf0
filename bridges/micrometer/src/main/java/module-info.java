/** Meters of runtimes, connections, channels and streams, observations, and context propagation. */
module io.nagare.micrometer {
    requires transitive io.nagare.api;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires transitive context.propagation;
    requires static transitive io.nagare.net;
    requires static org.jspecify;

    exports io.nagare.micrometer;
}
