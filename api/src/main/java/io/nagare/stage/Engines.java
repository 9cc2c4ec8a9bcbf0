package io.nagare.stage;

import io.nagare.Many;

/**
 * Holds the one engine. It is a class of its own, so that loading it never runs inside the initialization of {@link
 * Many}.
 */
public final class Engines {

    private static final FoundEngine<Engine> FOUND = FoundEngine.find(Engine.class);

    private Engines() {}

    public static Engine engine() {
        return FOUND.get();
    }
}
