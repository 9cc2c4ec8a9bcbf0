/** Values of channels as JSON, by Jackson. */
module io.nagare.jackson {
    requires transitive io.nagare.api;
    requires transitive tools.jackson.databind;
    requires static org.jspecify;

    exports io.nagare.jackson;
}
