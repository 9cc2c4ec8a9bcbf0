package io.nagare.channel;

import io.nagare.stage.FoundEngine;

/**
 * Holds the one engine. It is a class of its own, so that loading it never runs inside the initialization of an
 * interface.
 */
final class ChannelEngines {

    private static final FoundEngine<ChannelEngine> FOUND = FoundEngine.find(ChannelEngine.class);

    private ChannelEngines() {}

    static ChannelEngine engine() {
        return FOUND.get();
    }
}
