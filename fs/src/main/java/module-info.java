/** Files and directories as streams. */
module io.nagare.fs {
    requires transitive io.nagare.api;
    requires static transitive org.jspecify;

    exports io.nagare.fs;
}
