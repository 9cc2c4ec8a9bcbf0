/** What channels that reach other machines have in common. */
module io.nagare.channels {
    requires transitive io.nagare.api;
    requires static org.jspecify;

    exports io.nagare.channels;
}
