/** The test kit for programs on Nagare. */
module io.nagare.testing {
    requires transitive io.nagare.api;
    requires io.nagare.engine;
    requires static org.jspecify;

    exports io.nagare.testing;
    exports io.nagare.testing.simulation;
}
