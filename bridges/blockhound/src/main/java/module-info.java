/** Tells BlockHound that workers must not block, and where they may wait a moment. */
module io.nagare.blockhound {
    requires io.nagare.api;
    requires transitive reactor.blockhound;
    requires static org.jspecify;

    exports io.nagare.blockhound;

    provides reactor.blockhound.integration.BlockHoundIntegration with
            io.nagare.blockhound.NagareIntegration;
}
