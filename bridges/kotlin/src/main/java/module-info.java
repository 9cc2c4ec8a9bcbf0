/** Streams in coroutines, coroutines as streams, and a dispatcher on a runtime. */
module io.nagare.kotlin {
    requires transitive io.nagare.api;
    requires transitive kotlin.stdlib;
    requires transitive kotlinx.coroutines.core;
    requires static org.jspecify;

    exports io.nagare.kotlin;
}
