/** Files and directories as streams. */
module io.nagare.fs {
    requires transitive io.nagare.api;
    requires static org.jspecify;

    exports io.nagare.fs;
    exports io.nagare.fs.contract;
}
