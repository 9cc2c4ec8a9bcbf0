/**
 * The engine that compiles streams and runs their strands; nothing in it is for direct use, and the test kit alone uses
 * what it exports.
 */
module io.nagare.engine {
    requires transitive io.nagare.api;
    requires org.slf4j;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.nagare.engine.virtual;

    uses org.slf4j.spi.SLF4JServiceProvider;

    provides io.nagare.stage.Engine with io.nagare.engine.NagareEngine;
    provides io.nagare.channel.ChannelEngine with io.nagare.engine.channel.Channels;
    provides io.nagare.sync.SynchronizationEngine with io.nagare.engine.sync.Synchronizers;
}
