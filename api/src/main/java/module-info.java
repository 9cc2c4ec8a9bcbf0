/** The types a program is written against: streams, tasks, and the contract of an engine. */
module io.nagare.api {
    requires transitive org.reactivestreams;
    requires static org.jspecify;

    exports io.nagare;
    exports io.nagare.channel;
    exports io.nagare.driver;
    exports io.nagare.failure;
    exports io.nagare.policy;
    exports io.nagare.stage;
    exports io.nagare.sync;

    uses io.nagare.Engine;
    uses io.nagare.channel.ChannelEngine;
    uses io.nagare.sync.SynchronizationEngine;
}
