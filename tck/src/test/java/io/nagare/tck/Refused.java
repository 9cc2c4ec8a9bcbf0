package io.nagare.tck;

/** The failure that tests make. */
final class Refused extends RuntimeException {

    Refused() {
        super("refused", null, true, false);
    }
}
