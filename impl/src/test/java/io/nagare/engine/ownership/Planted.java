package io.nagare.engine.ownership;

/** The failure that functions throw on purpose. */
final class Planted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Planted() {
        super("planted", null, false, false);
    }
}
