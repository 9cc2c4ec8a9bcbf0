/** The types a program is written against: streams, tasks, and the contract of an engine. */
module io.nagare.api {
    requires transitive org.reactivestreams;
    requires static java.management;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.nagare;
    exports io.nagare.channel;
    exports io.nagare.codec;
    exports io.nagare.emit;
    exports io.nagare.failure;
    exports io.nagare.jfr;
    exports io.nagare.jmx;
    exports io.nagare.policy;
    exports io.nagare.sync;
    exports io.nagare.value;

    // For drivers and the engine. Not qualified: the engine may be on the class path.
    exports io.nagare.driver;
    exports io.nagare.stage;

    uses io.nagare.stage.Engine;
    uses io.nagare.channel.ChannelEngine;
    uses io.nagare.sync.SynchronizationEngine;
}
