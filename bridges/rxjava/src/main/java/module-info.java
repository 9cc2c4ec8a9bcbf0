/** Streams to and from RxJava 3, and a scheduler on a runtime. */
module io.nagare.rxjava {
    requires transitive io.nagare.api;
    requires transitive io.reactivex.rxjava3;
    requires static org.jspecify;

    exports io.nagare.rxjava;
}
