/** The test kit for programs on Nagare. */
module io.nagare.testing {
    requires transitive io.nagare.api;
    requires io.nagare.engine;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.commons;

    exports io.nagare.testing;
    exports io.nagare.testing.simulation;
    exports io.nagare.testing.simulation.junit;
}
