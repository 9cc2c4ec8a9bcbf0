/** What tests of programs on Nagare are written with. */
module io.nagare.testing {
    requires transitive io.nagare.api;
    requires io.nagare.engine;
    requires static org.jspecify;

    exports io.nagare.testing;
}
