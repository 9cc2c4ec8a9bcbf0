/** The engine that compiles streams and runs their strands; nothing in it is for direct use. */
module io.nagare.engine {
    requires transitive io.nagare.api;
    requires org.slf4j;
    requires static org.jspecify;

    provides io.nagare.Engine with io.nagare.engine.NagareEngine;
    provides io.nagare.channel.ChannelEngine with io.nagare.engine.channel.Channels;
    provides io.nagare.sync.SynchronizationEngine with io.nagare.engine.sync.Synchronizers;
}
