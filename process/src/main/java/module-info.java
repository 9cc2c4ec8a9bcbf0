/** Processes, signals and standard streams. */
module io.nagare.process {
    requires transitive io.nagare.api;
    requires jdk.unsupported;
    requires static org.jspecify;

    exports io.nagare.process;
}
